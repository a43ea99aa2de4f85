using System.Runtime.CompilerServices;
using TencentCert.Core.Gaap;

namespace TencentCert.Gaap;

/// <summary>
/// The listeners a cmdlet's parameters name. A piped listener or domain brings all three ids along, so the
/// narrowest wins; a grouped proxy's listeners belong to its group.
/// </summary>
internal sealed class ListenerSelection
{
    private readonly string[] _listenerIds;
    private readonly string[] _groupIds;
    private readonly string[] _proxyIds;

    public ListenerSelection(string[]? listenerId, string[]? groupId, string[]? proxyId)
    {
        _listenerIds = Present(listenerId);
        _groupIds = _listenerIds.Length > 0 ? [] : Present(groupId);
        _proxyIds = _listenerIds.Length + _groupIds.Length > 0 ? [] : Present(proxyId);
    }

    /// <summary>What an error is about.</summary>
    public object? Target => Ids is [var only] ? only : Ids.Length == 0 ? null : Ids;

    private string[] Ids => [.. _listenerIds, .. _groupIds, .. _proxyIds];

    /// <summary>Reads them; all of the account when none was named.</summary>
    public async IAsyncEnumerable<GaapListener> ReadAsync(GaapEstate estate, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (Ids.Length == 0)
        {
            await foreach (var listener in estate.AllListenersAsync(cancellationToken).ConfigureAwait(false))
            {
                yield return listener;
            }
        }

        foreach (var id in _listenerIds)
        {
            yield return await estate.ListenerAsync(id, cancellationToken).ConfigureAwait(false);
        }

        foreach (var id in _groupIds)
        {
            ResourceId.Check(id, "lg-", "GroupId");
            await foreach (var listener in estate.ListenersAsync(null, id, cancellationToken).ConfigureAwait(false))
            {
                yield return listener;
            }
        }

        foreach (var id in _proxyIds)
        {
            ResourceId.Check(id, "link-", "ProxyId");
            await foreach (var listener in estate.ListenersAsync(id, null, cancellationToken).ConfigureAwait(false))
            {
                yield return listener;
            }
        }
    }

    // A piped object without the id binds null or an empty text.
    private static string[] Present(string[]? ids) => [.. (ids ?? []).Where(id => !string.IsNullOrEmpty(id))];
}
