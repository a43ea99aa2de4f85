using System.Globalization;
using System.Runtime.CompilerServices;
using TencentCert.Core.Client;
using TencentCert.Core.Errors;
using TencentCert.Core.Json;
using TencentCert.Core.Strings;
using TencentCert.Core.Wire;
using TencentCert.Core.Wire.Ssl;

namespace TencentCert.Core.Ssl;

/// <summary>Lists the cloud resources that can be given a certificate: an action and a shape of answer for each kind.</summary>
/// <param name="client">Client.</param>
public sealed class SslDeploymentTargets(ApiClient client)
{
    private const long MaximumPageSize = 200;
    private static readonly string[] Kinds = ["apigateway", "cdn", "clb", "cos", "ddos", "lighthouse", "live", "teo", "tke", "vod", "waf"];

    /// <summary>The kinds that the service has such a list for.</summary>
    public static IReadOnlyList<string> ResourceTypes => Kinds;

    /// <summary>Lists resources, each once.</summary>
    /// <param name="query">Which.</param>
    /// <param name="cancellationToken">Stops the listing.</param>
    /// <exception cref="TencentCertException">A kind without such a list, or without a region where one is needed; or the service's
    /// error.</exception>
    public async IAsyncEnumerable<SslDeploymentTarget> ListAsync(
        SslDeploymentTargetQuery query, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        Check(query);
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var matches in query.IncludeMismatch ? [true, false] : (bool[])[true])
        {
            await foreach (var target in ReadAsync(query, matches, cancellationToken).ConfigureAwait(false))
            {
                if ((query.IncludeMismatch || target.IsMatch) && seen.Add(target.Instance ?? target.ToString()))
                {
                    yield return target;
                }
            }
        }
    }

    /// <summary>Checks what can be known without a call.</summary>
    /// <exception cref="TencentCertException"><see cref="ErrorCodes.InvalidParameter"/>.</exception>
    public void Check(SslDeploymentTargetQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        SslCertificateId.Check(query.CertificateId);
        if (!Kinds.Contains(query.ResourceType.Name))
        {
            throw new TencentCertException(
                ErrorCodes.InvalidParameter,
                $"The service has no list of {query.ResourceType.Name} resources that can take a certificate. It has one for {Wording.List(Kinds)}.");
        }

        if (query.ResourceType.NeedsRegionHeader && RegionOf(query) is null)
        {
            throw new TencentCertException(
                ErrorCodes.InvalidParameter,
                $"Resources of kind {query.ResourceType.Name} lie in a region: give -Region, such as ap-guangzhou.");
        }
    }

    private string? RegionOf(SslDeploymentTargetQuery query) =>
        string.IsNullOrEmpty(query.Region) ? client.Connection.Options.Region : query.Region;

    private IAsyncEnumerable<SslDeploymentTarget> ReadAsync(
        SslDeploymentTargetQuery query, bool matches, CancellationToken cancellationToken)
    {
        var id = query.CertificateId;
        var old = query.OldCertificateId;
        var cache = query.UseCache ? 1L : 0L;
        var region = query.ResourceType.NeedsRegionHeader ? RegionOf(query) : null;
        List<Filter> filters = [new Filter { FilterKey = "domainMatch", FilterValue = matches ? "1" : "0" }];
        return query.ResourceType.Name switch
        {
            "clb" => PagesAsync(
                SslActions.DescribeHostClbInstanceList,
                (offset, limit) =>
                    new() { CertificateId = id, OldCertificateId = old, IsCache = cache, Filters = filters, Offset = offset,
                        Limit = limit },
                answer => (answer.InstanceList, answer.TotalCount),
                Clb),
            "cdn" => PagesAsync(
                SslActions.DescribeHostCdnInstanceList,
                (offset, limit) =>
                    new() { CertificateId = id, OldCertificateId = old, IsCache = cache, Filters = filters, Offset = offset,
                        Limit = limit },
                answer => (answer.InstanceList, answer.TotalCount),
                one => [New(one.Domain, one.CertId, one.Status, Joined(one.Domain, one.HttpsBillingSwitch ?? "off"))]),
            "ddos" => PagesAsync(
                SslActions.DescribeHostDdosInstanceList,
                (offset, limit) =>
                    new() { CertificateId = id, ResourceType = "ddos", OldCertificateId = old, IsCache = cache, Filters = filters,
                        Offset = offset, Limit = limit },
                answer => (answer.InstanceList, answer.TotalCount),
                one => [New(
                    one.Domain, one.CertId, one.Protocol,
                    Joined(one.InstanceId, one.Domain, one.VirtualPort)) with { InstanceId = one.InstanceId }]),
            "tke" => PagesAsync(
                SslActions.DescribeHostTkeInstanceList,
                (offset, limit) =>
                    new() { CertificateId = id, OldCertificateId = old, IsCache = cache, Filters = filters, Offset = offset,
                        Limit = limit },
                answer => (answer.InstanceList, answer.TotalCount),
                Tke),
            "teo" => PagesAsync(
                SslActions.DescribeHostTeoInstanceList,
                (offset, limit) =>
                    new() { CertificateId = id, OldCertificateId = old, IsCache = cache, Filters = filters, Offset = offset,
                        Limit = limit },
                answer => (answer.InstanceList, answer.TotalCount),
                one => [New(one.Host, one.CertId, one.Status, one.Host) with { InstanceId = one.ZoneId }]),
            "cos" => PagesAsync(
                SslActions.DescribeHostCosInstanceList,
                (offset, limit) =>
                    new() { CertificateId = id, ResourceType = "cos", OldCertificateId = old, IsCache = cache, Filters = filters,
                        Offset = offset, Limit = limit },
                answer => (answer.InstanceList, answer.TotalCount),
                one => [New(
                    one.Domain, one.CertId, one.Status,
                    Joined(one.Region ?? region, one.Bucket, one.Domain)) with { InstanceId = one.Bucket, Region = one.Region ?? region }]),
            "apigateway" => PagesAsync(
                SslActions.DescribeHostApiGatewayInstanceList,
                (offset, limit) => new()
                {
                    CertificateId = id, OldCertificateId = old, IsCache = cache, Filters = filters,
                    Offset = offset.ToString(CultureInfo.InvariantCulture), Limit = limit,
                },
                answer => (answer.InstanceList, answer.TotalCount),
                one => [New(
                    one.Domain, one.CertId, one.Protocol, Joined(one.ServiceId, one.Domain)) with { InstanceId = one.ServiceId,
                    InstanceName = one.ServiceName }]),
            "waf" => WholeAsync(
                SslActions.DescribeHostWafInstanceList,
                new() { CertificateId = id, OldCertificateId = old, IsCache = cache, Filters = filters },
                answer => answer.InstanceList,
                one => [New(one.Domain, one.CertId, null, one.Domain)]),
            "live" => WholeAsync(
                SslActions.DescribeHostLiveInstanceList,
                new() { CertificateId = id, OldCertificateId = old, IsCache = cache, Filters = filters },
                answer => answer.InstanceList,
                one => [New(one.Domain, one.CertId, one.Status?.ToString(CultureInfo.InvariantCulture), one.Domain)]),
            "vod" => WholeAsync(
                SslActions.DescribeHostVodInstanceList,
                new() { CertificateId = id, OldCertificateId = old, IsCache = cache, Filters = filters },
                answer => answer.InstanceList,
                one => [New(one.Domain, one.CertId, null, one.Domain)]),
            _ => WholeAsync(
                SslActions.DescribeHostLighthouseInstanceList,
                new() { CertificateId = id, IsCache = cache, Filters = filters },
                answer => answer.InstanceList,
                one => Present(one.Domain).Select(domain => New(domain, null, null, Joined(region, one.InstanceId, domain)) with
                {
                    InstanceId = one.InstanceId, InstanceName = one.InstanceName,
                })),
        };

        SslDeploymentTarget New(string? domain, string? certificate, string? status, string? instance)
        {
            string[] domains = string.IsNullOrEmpty(domain) ? [] : [domain];
            return new SslDeploymentTarget
            {
                CertificateId = id,
                ResourceType = query.ResourceType.Name,
                Region = region,
                Domain = domains,
                NoMatchDomains = matches ? [] : domains,
                PresentCertificateId = string.IsNullOrEmpty(certificate) ? null : certificate,
                Status = status,
                Instance = string.IsNullOrEmpty(instance) ? null : instance,
            };
        }

        // With SNI each domain has its certificate; without, the listener has one for all.
        IEnumerable<SslDeploymentTarget> Clb(ClbInstanceDetail balancer) =>
            from listener in Present(balancer.Listeners)
            let rules = Present(listener.Rules).Where(rule => !string.IsNullOrEmpty(rule.Domain)).DistinctBy(rule => rule.Domain).ToList()
            from part in listener.SniSwitch == 1 && rules.Count > 0
                ? rules.Select(
                    rule => New(
                        rule.Domain, rule.Certificate?.CertId, listener.Protocol,
                        Joined(balancer.LoadBalancerId, listener.ListenerId, rule.Domain)) with
                {
                    NoMatchDomains = rule.IsMatch == false && rule.NoMatchDomains is not { Count: > 0 }
                        ? [rule.Domain!]
                        : Present(rule.NoMatchDomains).ToArray(),
                })
                : [New(null, listener.Certificate?.CertId, listener.Protocol, Joined(balancer.LoadBalancerId, listener.ListenerId)) with
                {
                    Domain = rules.Select(rule => rule.Domain!).ToArray(), NoMatchDomains = Present(listener.NoMatchDomains).ToArray(),
                }]
            select part with { InstanceId = balancer.LoadBalancerId, InstanceName = balancer.LoadBalancerName,
                ListenerId = listener.ListenerId };

        IEnumerable<SslDeploymentTarget> Tke(TkeInstanceDetail cluster) =>
            from space in Present(cluster.NamespaceList)
            from secret in Present(space.SecretList)
            select New(null, secret.CertId, cluster.ClusterType, Joined(cluster.ClusterId, space.Name, secret.Name)) with
            {
                InstanceId = cluster.ClusterId,
                InstanceName = cluster.ClusterName,
                ListenerId = $"{space.Name}/{secret.Name}",
                Domain = Present(secret.IngressList).SelectMany(ingress => Present(ingress.TlsDomains)).Distinct().ToArray(),
                NoMatchDomains = Present(secret.NoMatchDomains).ToArray(),
            };

        async IAsyncEnumerable<SslDeploymentTarget> PagesAsync<TRequest, TAnswer, TItem>(
            ApiAction<TRequest, TAnswer> action,
            Func<long, long, TRequest> request,
            Func<TAnswer, (List<TItem>? Items, long? Total)> list,
            Func<TItem, IEnumerable<SslDeploymentTarget>> read)
            where TRequest : class, IWireRequest
            where TAnswer : class, IWireAnswer<TAnswer>
            where TItem : class
        {
            var items = Paging.ReadAllAsync(
                async (offset, limit, token) =>
                {
                    var answer = await client.SendAsync(
                        action, request(offset, limit), new ApiCallOptions { Region = region }, token).ConfigureAwait(false);
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
                {
                    yield return target;
                }
            }
        }

        async IAsyncEnumerable<SslDeploymentTarget> WholeAsync<TRequest, TAnswer, TItem>(
            ApiAction<TRequest, TAnswer> action,
            TRequest request,
            Func<TAnswer, List<TItem>?> list,
            Func<TItem, IEnumerable<SslDeploymentTarget>> read)
            where TRequest : class, IWireRequest
            where TAnswer : class, IWireAnswer<TAnswer>
            where TItem : class
        {
            var answer =
                await client.SendAsync(action, request, new ApiCallOptions { Region = region }, cancellationToken).ConfigureAwait(false);
            foreach (var target in Present(list(answer.Value)).SelectMany(read))
            {
                yield return target;
            }
        }
    }

    private static IEnumerable<T> Present<T>(List<T>? items)
        where T : class =>
        (items ?? []).Where(item => item is not null);

    // A name with a part missing leads nowhere.
    private static string? Joined(params string?[] parts) => parts.Any(string.IsNullOrEmpty) ? null : string.Join('|', parts);

    // An instance of a page with the resources in it. One without any has no identity and is not listed.
    private sealed record TargetItem(SslDeploymentTarget[] Targets)
    {
        public string? Identity { get; } = Targets is [var first, ..]
            ? $"{first.ResourceType}\n{first.InstanceId}\n{first.Instance}\n{string.Join(',', first.Domain)}" : null;
    }
}
