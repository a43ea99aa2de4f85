using System.Globalization;
using System.Runtime.CompilerServices;
using TencentCert.Core.Client;
using TencentCert.Core.Json;
using TencentCert.Core.Wire;
using TencentCert.Core.Wire.Ssl;

namespace TencentCert.Core.Ssl;

/// <summary>Reads the resources of one type that accept a certificate: each type has its action and response format.</summary>
/// <param name="client">Client.</param>
/// <param name="query">Query.</param>
/// <param name="defaultRegion">Region if the query has none.</param>
/// <param name="matches">Whether to read resources with a domain that the certificate covers, or the others.</param>
internal sealed class SslDeploymentTargetReader(ApiClient client, SslDeploymentTargetQuery query, string? defaultRegion, bool matches)
{
    private const long MaximumPageSize = 200;

    private readonly string _id = query.CertificateId;
    private readonly string? _old = query.OldCertificateId;
    private readonly long _cache = query.UseCache ? 1L : 0L;
    private readonly string? _region = query.ResourceType.NeedsRegionHeader ? defaultRegion : null;
    private readonly List<Filter> _filters = [new Filter { FilterKey = "domainMatch", FilterValue = matches ? "1" : "0" }];

    public IAsyncEnumerable<SslDeploymentTarget> ReadAsync() => query.ResourceType.Name switch
    {
        "clb" => Clb(),
        "cdn" => Cdn(),
        "ddos" => Ddos(),
        "tke" => Tke(),
        "teo" => EdgeOne(),
        "cos" => Cos(),
        "apigateway" => ApiGateway(),
        "waf" => Waf(),
        "live" => Live(),
        "vod" => Vod(),
        _ => Lighthouse(),
    };

    private IAsyncEnumerable<SslDeploymentTarget> Clb() => PagesAsync(
        SslActions.DescribeHostClbInstanceList,
        (offset, limit) =>
            new() { CertificateId = _id, OldCertificateId = _old, IsCache = _cache, Filters = _filters, Offset = offset,
                Limit = limit },
        answer => (answer.InstanceList, answer.TotalCount),
        ListenersOf);

    private IAsyncEnumerable<SslDeploymentTarget> Cdn() => PagesAsync(
        SslActions.DescribeHostCdnInstanceList,
        (offset, limit) =>
            new() { CertificateId = _id, OldCertificateId = _old, IsCache = _cache, Filters = _filters, Offset = offset,
                Limit = limit },
        answer => (answer.InstanceList, answer.TotalCount),
        item => [New(item.Domain, item.CertId, item.Status, Joined(item.Domain, item.HttpsBillingSwitch ?? "off"))]);

    private IAsyncEnumerable<SslDeploymentTarget> Ddos() => PagesAsync(
        SslActions.DescribeHostDdosInstanceList,
        (offset, limit) =>
            new() { CertificateId = _id, ResourceType = "ddos", OldCertificateId = _old, IsCache = _cache, Filters = _filters,
                Offset = offset, Limit = limit },
        answer => (answer.InstanceList, answer.TotalCount),
        item => [New(
            item.Domain, item.CertId, item.Protocol,
            Joined(item.InstanceId, item.Domain, item.VirtualPort)) with { InstanceId = item.InstanceId }]);

    private IAsyncEnumerable<SslDeploymentTarget> Tke() => PagesAsync(
        SslActions.DescribeHostTkeInstanceList,
        (offset, limit) =>
            new() { CertificateId = _id, OldCertificateId = _old, IsCache = _cache, Filters = _filters, Offset = offset,
                Limit = limit },
        answer => (answer.InstanceList, answer.TotalCount),
        SecretsOf);

    private IAsyncEnumerable<SslDeploymentTarget> EdgeOne() => PagesAsync(
        SslActions.DescribeHostTeoInstanceList,
        (offset, limit) =>
            new() { CertificateId = _id, OldCertificateId = _old, IsCache = _cache, Filters = _filters, Offset = offset,
                Limit = limit },
        answer => (answer.InstanceList, answer.TotalCount),
        item => [New(item.Host, item.CertId, item.Status, item.Host) with { InstanceId = item.ZoneId }]);

    private IAsyncEnumerable<SslDeploymentTarget> Cos() => PagesAsync(
        SslActions.DescribeHostCosInstanceList,
        (offset, limit) =>
            new() { CertificateId = _id, ResourceType = "cos", OldCertificateId = _old, IsCache = _cache, Filters = _filters,
                Offset = offset, Limit = limit },
        answer => (answer.InstanceList, answer.TotalCount),
        item => [New(
            item.Domain, item.CertId, item.Status,
            Joined(item.Region ?? _region, item.Bucket, item.Domain)) with { InstanceId = item.Bucket, Region = item.Region ?? _region }]);

    private IAsyncEnumerable<SslDeploymentTarget> ApiGateway() => PagesAsync(
        SslActions.DescribeHostApiGatewayInstanceList,
        (offset, limit) => new()
        {
            CertificateId = _id, OldCertificateId = _old, IsCache = _cache, Filters = _filters,
            Offset = offset.ToString(CultureInfo.InvariantCulture), Limit = limit,
        },
        answer => (answer.InstanceList, answer.TotalCount),
        item => [New(
            item.Domain, item.CertId, item.Protocol, Joined(item.ServiceId, item.Domain)) with { InstanceId = item.ServiceId,
            InstanceName = item.ServiceName }]);

    private IAsyncEnumerable<SslDeploymentTarget> Waf() => WholeAsync(
        SslActions.DescribeHostWafInstanceList,
        new() { CertificateId = _id, OldCertificateId = _old, IsCache = _cache, Filters = _filters },
        answer => answer.InstanceList,
        item => [New(item.Domain, item.CertId, null, item.Domain)]);

    private IAsyncEnumerable<SslDeploymentTarget> Live() => WholeAsync(
        SslActions.DescribeHostLiveInstanceList,
        new() { CertificateId = _id, OldCertificateId = _old, IsCache = _cache, Filters = _filters },
        answer => answer.InstanceList,
        item => [New(item.Domain, item.CertId, item.Status?.ToString(CultureInfo.InvariantCulture), item.Domain)]);

    private IAsyncEnumerable<SslDeploymentTarget> Vod() => WholeAsync(
        SslActions.DescribeHostVodInstanceList,
        new() { CertificateId = _id, OldCertificateId = _old, IsCache = _cache, Filters = _filters },
        answer => answer.InstanceList,
        item => [New(item.Domain, item.CertId, null, item.Domain)]);

    private IAsyncEnumerable<SslDeploymentTarget> Lighthouse() => WholeAsync(
        SslActions.DescribeHostLighthouseInstanceList,
        new() { CertificateId = _id, IsCache = _cache, Filters = _filters },
        answer => answer.InstanceList,
        item => item.Domain.NonNull().Select(domain => New(domain, null, null, Joined(_region, item.InstanceId, domain)) with
        {
            InstanceId = item.InstanceId, InstanceName = item.InstanceName,
        }));

    private SslDeploymentTarget New(string? domain, string? certificate, string? status, string? instance)
    {
        string[] domains = string.IsNullOrEmpty(domain) ? [] : [domain];
        return new SslDeploymentTarget
        {
            CertificateId = _id,
            ResourceType = query.ResourceType.Name,
            Region = _region,
            Domain = domains,
            NoMatchDomains = matches ? [] : domains,
            PresentCertificateId = certificate.NullIfEmpty(),
            Status = status,
            Instance = instance.NullIfEmpty(),
        };
    }

    // With SNI, each domain has its certificate; without SNI, the listener has one for all domains.
    private IEnumerable<SslDeploymentTarget> ListenersOf(ClbInstanceDetail balancer) =>
        from listener in balancer.Listeners.NonNull()
        let rules = listener.Rules.NonNull().Where(rule => !string.IsNullOrEmpty(rule.Domain)).DistinctBy(rule => rule.Domain).ToList()
        from part in listener.SniSwitch == 1 && rules.Count > 0
            ? rules.Select(
                rule => New(
                    rule.Domain, rule.Certificate?.CertId, listener.Protocol,
                    Joined(balancer.LoadBalancerId, listener.ListenerId, rule.Domain)) with
            {
                NoMatchDomains = rule.IsMatch == false && rule.NoMatchDomains is not { Count: > 0 }
                    ? [rule.Domain!]
                    : rule.NoMatchDomains.NonNull().ToArray(),
            })
            : [New(null, listener.Certificate?.CertId, listener.Protocol, Joined(balancer.LoadBalancerId, listener.ListenerId)) with
            {
                Domain = rules.Select(rule => rule.Domain!).ToArray(), NoMatchDomains = listener.NoMatchDomains.NonNull().ToArray(),
            }]
        select part with { InstanceId = balancer.LoadBalancerId, InstanceName = balancer.LoadBalancerName,
            ListenerId = listener.ListenerId };

    private IEnumerable<SslDeploymentTarget> SecretsOf(TkeInstanceDetail cluster) =>
        from space in cluster.NamespaceList.NonNull()
        from secret in space.SecretList.NonNull()
        select New(null, secret.CertId, cluster.ClusterType, Joined(cluster.ClusterId, space.Name, secret.Name)) with
        {
            InstanceId = cluster.ClusterId,
            InstanceName = cluster.ClusterName,
            ListenerId = $"{space.Name}/{secret.Name}",
            Domain = secret.IngressList.NonNull().SelectMany(ingress => ingress.TlsDomains.NonNull()).Distinct().ToArray(),
            NoMatchDomains = secret.NoMatchDomains.NonNull().ToArray(),
        };

    private async IAsyncEnumerable<SslDeploymentTarget> PagesAsync<TRequest, TAnswer, TItem>(
        ApiAction<TRequest, TAnswer> action,
        Func<long, long, TRequest> request,
        Func<TAnswer, (List<TItem>? Items, long? Total)> list,
        Func<TItem, IEnumerable<SslDeploymentTarget>> read,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
        where TRequest : class, IWireRequest
        where TAnswer : class, IWireResponse<TAnswer>
        where TItem : class
    {
        var items = Paging.ReadAllAsync(
            async (offset, limit, token) =>
            {
                var answer = await client.SendAsync(
                    action, request(offset, limit), new ApiCallOptions { Region = _region }, token).ConfigureAwait(false);
                var (page, total) = list(answer.Value);
                return new Page<TargetItem>(
                    [.. (page ?? []).Select(item => new TargetItem([.. item is null ? [] : read(item)]))], total);
            },
            item => item.Identity,
            MaximumPageSize,
            MaximumPageSize,
            cancellationToken);
        await foreach (var item in items.ConfigureAwait(false))
        {
            foreach (var target in item.Targets)
                yield return target;
        }
    }

    private async IAsyncEnumerable<SslDeploymentTarget> WholeAsync<TRequest, TAnswer, TItem>(
        ApiAction<TRequest, TAnswer> action,
        TRequest request,
        Func<TAnswer, List<TItem>?> list,
        Func<TItem, IEnumerable<SslDeploymentTarget>> read,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
        where TRequest : class, IWireRequest
        where TAnswer : class, IWireResponse<TAnswer>
        where TItem : class
    {
        var answer =
            await client.SendAsync(action, request, new ApiCallOptions { Region = _region }, cancellationToken).ConfigureAwait(false);
        foreach (var target in list(answer.Value).NonNull().SelectMany(read))
            yield return target;
    }

    // A name is null if a part is missing.
    private static string? Joined(params string?[] parts) => parts.Any(string.IsNullOrEmpty) ? null : string.Join('|', parts);

    // An instance on a page, with its resources. An instance without resources has no identity and is not listed.
    private sealed record TargetItem(SslDeploymentTarget[] Targets)
    {
        public string? Identity { get; } = Targets is [var first, ..]
            ? $"{first.ResourceType}\n{first.InstanceId}\n{first.Instance}\n{string.Join(',', first.Domain)}" : null;
    }
}
