using System.Runtime.CompilerServices;
using TencentCert.Core.Json;
using TencentCert.Core.Wire;
using TencentCert.Core.Wire.Gaap;

namespace TencentCert.Core.Gaap;

/// <summary>Reads GAAP: proxies and groups, their HTTPS listeners, the listeners' domains.</summary>
/// <param name="client">Client.</param>
public sealed class GaapReader(ApiClient client)
{
    internal const long PageSize = 100;

    private const long AllProjects = -1;

    /// <summary>Lists proxies, those in groups included.</summary>
    /// <param name="proxyIds">Only these; all when null.</param>
    /// <param name="cancellationToken">Stops the listing.</param>
    public IAsyncEnumerable<GaapProxy> ProxiesAsync(
        IReadOnlyList<string>? proxyIds = null, CancellationToken cancellationToken = default) =>
        Paging.ReadAllAsync(
            client,
            GaapActions.DescribeProxies,
            (offset, limit) => new DescribeProxiesRequest { Offset = offset, Limit = limit, ProxyIds = proxyIds?.ToList() },
            answer => new Page<ProxyInfo>(answer.ProxySet ?? [], answer.TotalCount),
            item => item?.ProxyId ?? item?.InstanceId,
            PageSize,
            cancellationToken).SelectAsync(GaapProxy.Read, cancellationToken);

    /// <summary>Lists proxy groups of all projects.</summary>
    public IAsyncEnumerable<GaapProxyGroup> GroupsAsync(CancellationToken cancellationToken = default) =>
        Paging.ReadAllAsync(
            client,
            GaapActions.DescribeProxyGroupList,
            (offset, limit) => new DescribeProxyGroupListRequest { Offset = offset, Limit = limit, ProjectId = AllProjects },
            answer => new Page<ProxyGroupInfo>(answer.ProxyGroupList ?? [], answer.TotalCount),
            item => item?.GroupId,
            PageSize,
            cancellationToken).SelectAsync(GaapProxyGroup.Read, cancellationToken);

    /// <summary>Lists the HTTPS listeners of a proxy or group.</summary>
    /// <param name="proxyId">Proxy; or null with a group.</param>
    /// <param name="groupId">Group; or null with a proxy.</param>
    /// <param name="cancellationToken">Stops the listing.</param>
    public IAsyncEnumerable<GaapListener> ListenersAsync(
        string? proxyId, string? groupId, CancellationToken cancellationToken = default) =>
        Paging.ReadAllAsync(
            client,
            GaapActions.DescribeHTTPSListeners,
            (offset, limit) => new DescribeHTTPSListenersRequest { ProxyId = proxyId, GroupId = groupId, Offset = offset, Limit = limit },
            answer => new Page<HTTPSListener>(answer.ListenerSet ?? [], answer.TotalCount),
            item => item?.ListenerId,
            PageSize,
            cancellationToken).SelectAsync(item => GaapListener.Read(item, proxyId, groupId), cancellationToken);

    /// <summary>Lists the listeners of every proxy without a group and of every group.</summary>
    public async IAsyncEnumerable<GaapListener> AllListenersAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var proxy in ProxiesAsync(cancellationToken: cancellationToken).ConfigureAwait(false))
        {
            // Listeners of a grouped proxy belong to its group.
            if (proxy.GroupId is null)
            {
                await foreach (var listener in ListenersAsync(proxy.ProxyId, null, cancellationToken).ConfigureAwait(false))
                    yield return listener;
            }
        }

        await foreach (var group in GroupsAsync(cancellationToken).ConfigureAwait(false))
        {
            await foreach (var listener in ListenersAsync(null, group.GroupId, cancellationToken).ConfigureAwait(false))
                yield return listener;
        }
    }

    /// <summary>One listener.</summary>
    /// <exception cref="TencentCertException"><see cref="ErrorCodes.NotFound"/>, or the service's error.</exception>
    public async Task<GaapListener> ListenerAsync(string listenerId, CancellationToken cancellationToken = default)
    {
        ResourceId.Check(listenerId, "listener-", "ListenerId");
        var answer = await client.SendAsync(
            GaapActions.DescribeHTTPSListeners, new DescribeHTTPSListenersRequest { ListenerId = listenerId },
            cancellationToken: cancellationToken).ConfigureAwait(false);
        return answer.Value.ListenerSet?.Find(item => item?.ListenerId == listenerId) is { } found
            ? GaapListener.Read(found, null, null)
            : throw new TencentCertException(ErrorCodes.NotFound, $"There is no HTTPS listener {listenerId}. Get-GaapListener lists them.")
            {
                Action = GaapActions.DescribeHTTPSListeners.ToString(), RequestId = answer.RequestId,
            };
    }

    /// <summary>The domains of a listener; one request.</summary>
    public async Task<IReadOnlyList<GaapDomain>> DomainsAsync(GaapListener listener, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(listener);
        var answer = await client.SendAsync(
            GaapActions.DescribeRules, new DescribeRulesRequest { ListenerId = listener.ListenerId }, cancellationToken: cancellationToken)
            .ConfigureAwait(false);
        return Read(answer.Value, listener);
    }

    /// <summary>Version of the proxy or group a listener belongs to; null if the service returns none.</summary>
    public async Task<string?> VersionAsync(GaapListener listener, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(listener);
        if (listener.ProxyId is { } proxyId)
        {
            await foreach (var proxy in ProxiesAsync([proxyId], cancellationToken).ConfigureAwait(false))
                return proxy.Version;
        }
        else if (listener.GroupId is { } groupId)
        {
            await foreach (var group in GroupsAsync(cancellationToken).ConfigureAwait(false))
            {
                if (group.GroupId == groupId)
                    return group.Version;
            }
        }

        return null;
    }

    internal static IReadOnlyList<GaapDomain> Read(DescribeRulesResponse rules, GaapListener listener) =>
        [.. (rules.DomainRuleSet ?? []).Where(rule => rule?.Domain is { Length: > 0 }).Select(rule => GaapDomain.Read(rule, listener))];
}
