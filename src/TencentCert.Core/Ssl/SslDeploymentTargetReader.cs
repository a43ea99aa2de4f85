using System.Globalization;
using System.Runtime.CompilerServices;
using TencentCert.Core.Json;
using TencentCert.Core.Wire;
using TencentCert.Core.Wire.Ssl;

namespace TencentCert.Core.Ssl;

/// <summary>Reads the resources of one type that accept a certificate: those whose domain it covers (matches), or the others.</summary>
internal sealed class SslDeploymentTargetReader(ApiClient client, SslDeploymentTargetQuery query, string? defaultRegion, bool matches)
{
    private const long MaximumPageSize = 200;

    private readonly string _id = query.CertificateId;
    private readonly string? _old = query.OldCertificateId;
    private readonly long _cache = query.UseCache ? 1L : 0L;
    private readonly string? _region = query.ResourceType.NeedsRegionHeader ? defaultRegion : null;
    private readonly List<Filter> _filter = [new Filter { FilterKey = "domainMatch", FilterValue = matches ? "1" : "0" }];

    public IAsyncEnumerable<SslDeploymentTarget> ReadAsync() => query.ResourceType.Name switch
    {
        "clb" => PagesAsync(
            SslActions.DescribeHostClbInstanceList,
            (offset, limit) =>
                new() { CertificateId = _id, OldCertificateId = _old, IsCache = _cache, Filters = _filter, Offset = offset, Limit = limit },
            answer => (answer.InstanceList, answer.TotalCount), ListenersOf),
        "cdn" => PagesAsync(
            SslActions.DescribeHostCdnInstanceList,
            (offset, limit) =>
                new() { CertificateId = _id, OldCertificateId = _old, IsCache = _cache, Filters = _filter, Offset = offset, Limit = limit },
            answer => (answer.InstanceList, answer.TotalCount), item => Targets(SslBindingReader.Cdn(item, _region))),
        "ddos" => PagesAsync(
            SslActions.DescribeHostDdosInstanceList,
            (offset, limit) => new()
            {
                CertificateId = _id, OldCertificateId = _old, IsCache = _cache, Filters = _filter, ResourceType = "ddos",
                Offset = offset, Limit = limit,
            },
            answer => (answer.InstanceList, answer.TotalCount), item => Targets(SslBindingReader.Ddos(item, _region))),
        "tke" => PagesAsync(
            SslActions.DescribeHostTkeInstanceList,
            (offset, limit) =>
                new() { CertificateId = _id, OldCertificateId = _old, IsCache = _cache, Filters = _filter, Offset = offset, Limit = limit },
            answer => (answer.InstanceList, answer.TotalCount), SecretsOf),
        "teo" => PagesAsync(
            SslActions.DescribeHostTeoInstanceList,
            (offset, limit) =>
                new() { CertificateId = _id, OldCertificateId = _old, IsCache = _cache, Filters = _filter, Offset = offset, Limit = limit },
            answer => (answer.InstanceList, answer.TotalCount), item => Targets(SslBindingReader.EdgeOne(item, _region))),
        "cos" => PagesAsync(
            SslActions.DescribeHostCosInstanceList,
            (offset, limit) => new()
            {
                CertificateId = _id, OldCertificateId = _old, IsCache = _cache, Filters = _filter, ResourceType = "cos",
                Offset = offset, Limit = limit,
            },
            answer => (answer.InstanceList, answer.TotalCount), item => Targets(SslBindingReader.Cos(item, _region))),
        "apigateway" => PagesAsync(
            SslActions.DescribeHostApiGatewayInstanceList,
            (offset, limit) => new()
            {
                CertificateId = _id, OldCertificateId = _old, IsCache = _cache, Filters = _filter,
                Offset = offset.ToString(CultureInfo.InvariantCulture), Limit = limit,
            },
            answer => (answer.InstanceList, answer.TotalCount), item => Targets(SslBindingReader.ApiGateway(item, _region))),
        "waf" => WholeAsync(
            SslActions.DescribeHostWafInstanceList,
            new() { CertificateId = _id, OldCertificateId = _old, IsCache = _cache, Filters = _filter },
            answer => answer.InstanceList, item => Targets(SslBindingReader.Waf(item, _region))),
        "live" => WholeAsync(
            SslActions.DescribeHostLiveInstanceList,
            new() { CertificateId = _id, OldCertificateId = _old, IsCache = _cache, Filters = _filter },
            answer => answer.InstanceList, item => Targets(SslBindingReader.Live(item, _region))),
        "vod" => WholeAsync(
            SslActions.DescribeHostVodInstanceList,
            new() { CertificateId = _id, OldCertificateId = _old, IsCache = _cache, Filters = _filter },
            answer => answer.InstanceList, item => Targets(SslBindingReader.Vod(item, _region))),
        _ => WholeAsync(
            SslActions.DescribeHostLighthouseInstanceList,
            new() { CertificateId = _id, IsCache = _cache, Filters = _filter },
            answer => answer.InstanceList, DomainsOf),
    };

    private IEnumerable<SslDeploymentTarget> Targets(IEnumerable<SslCertificateBinding> resources) => resources.Select(ToTarget);

    private SslDeploymentTarget ToTarget(SslCertificateBinding resource) => new()
    {
        CertificateId = _id,
        ResourceType = resource.ResourceType,
        Region = resource.Region,
        InstanceId = resource.InstanceId,
        InstanceName = resource.InstanceName,
        ListenerId = resource.ListenerId,
        Domain = resource.Domain,
        NoMatchDomains = matches ? [] : resource.Domain,
        PresentCertificateId = resource.CertificateId.NullIfEmpty(),
        Status = resource.Status,
        Instance = resource.Instance,
    };

    // With SNI, each domain has its certificate; without SNI, the listener has one for all domains.
    private IEnumerable<SslDeploymentTarget> ListenersOf(ClbInstanceDetail balancer) =>
        from listener in balancer.Listeners.NonNull()
        let rules = listener.Rules.NonNull().Where(rule => !string.IsNullOrEmpty(rule.Domain)).DistinctBy(rule => rule.Domain).ToList()
        from part in listener.SniSwitch == 1 && rules.Count > 0
            ? rules.Select(rule => Listener(balancer, listener, rule.Domain, rule.Certificate) with
            {
                NoMatchDomains = rule.IsMatch == false && rule.NoMatchDomains is not { Count: > 0 }
                    ? [rule.Domain!]
                    : rule.NoMatchDomains.NonNull().ToArray(),
            })
            : [Listener(balancer, listener, null, listener.Certificate) with
            {
                Domain = rules.Select(rule => rule.Domain!).ToArray(), NoMatchDomains = listener.NoMatchDomains.NonNull().ToArray(),
            }]
        select part;

    private SslDeploymentTarget Listener(ClbInstanceDetail balancer, ClbListener listener, string? domain, Certificate? certificate) =>
        ToTarget(SslBindingReader.Listener(balancer, listener, domain, certificate?.CertId, _region));

    private IEnumerable<SslDeploymentTarget> SecretsOf(TkeInstanceDetail cluster) =>
        from space in cluster.NamespaceList.NonNull()
        from secret in space.SecretList.NonNull()
        select ToTarget(SslBindingReader.Secret(cluster, space, secret, _region)) with
        {
            NoMatchDomains = secret.NoMatchDomains.NonNull().ToArray(),
        };

    private IEnumerable<SslDeploymentTarget> DomainsOf(LighthouseInstanceDetail server) =>
        server.Domain.NonNull().Select(domain => ToTarget(SslBindingReader.New(
            "lighthouse", null, _region, domain, null, SslBindingReader.Joined(_region, server.InstanceId, domain), server.InstanceId,
            server.InstanceName)));

    private async IAsyncEnumerable<SslDeploymentTarget> PagesAsync<TRequest, TAnswer, TItem>(
        ApiAction<TRequest, TAnswer> action, Func<long, long, TRequest> request,
        Func<TAnswer, (List<TItem>? Items, long? Total)> list, Func<TItem, IEnumerable<SslDeploymentTarget>> read,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
        where TRequest : class, IWireRequest
        where TAnswer : class, IWireResponse<TAnswer>
        where TItem : class
    {
        var items = Paging.ReadAllAsync(
            client, action, request,
            response =>
            {
                var (page, total) = list(response);
                return new Page<TargetItem>([.. (page ?? []).Select(item => new TargetItem([.. item is null ? [] : read(item)]))], total);
            },
            item => item.Identity, MaximumPageSize, cancellationToken, new ApiCallOptions { Region = _region });
        await foreach (var item in items.ConfigureAwait(false))
        {
            foreach (var target in item.Targets)
                yield return target;
        }
    }

    private async IAsyncEnumerable<SslDeploymentTarget> WholeAsync<TRequest, TAnswer, TItem>(
        ApiAction<TRequest, TAnswer> action, TRequest request,
        Func<TAnswer, List<TItem>?> list, Func<TItem, IEnumerable<SslDeploymentTarget>> read,
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

    // An instance on a page, with its resources. An instance without resources has no identity and is not listed.
    private sealed record TargetItem(SslDeploymentTarget[] Targets)
    {
        public string? Identity { get; } = Targets is [var first, ..]
            ? $"{first.ResourceType}\n{first.InstanceId}\n{first.Instance}\n{string.Join(',', first.Domain)}" : null;
    }
}
