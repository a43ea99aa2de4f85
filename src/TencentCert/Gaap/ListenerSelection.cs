using System.Runtime.CompilerServices;
using TencentCert.Core.Gaap;

namespace TencentCert.Gaap;

/// <summary>
/// The listeners that a cmdlet's parameters select. A piped listener or domain binds all three ids, so the
/// narrowest wins; the listeners of a grouped proxy belong to its group.
/// </summary>
internal sealed class ListenerSelection
{
    private readonly string[] _listenerIds;
    private readonly string[] _groupIds;
    private readonly string[] _proxyIds;
    private readonly bool _isNamed;

    /// <summary>Selects; the call distinguishes an omitted id from an empty one.</summary>
    public ListenerSelection(string[]? listenerId, string[]? groupId, string[]? proxyId, InvocationInfo call)
    {
        _isNamed = call.BoundParameters.Keys.Any(name => name is "ListenerId" or "GroupId" or "ProxyId");
        _listenerIds = Present(listenerId);
        _groupIds = _listenerIds.Length > 0 ? [] : Present(groupId);
        _proxyIds = _listenerIds.Length + _groupIds.Length > 0 ? [] : Present(proxyId);
    }

    public object? Target => Ids is [var only] ? only : Ids.Length == 0 ? null : Ids;

    private string[] Ids => [.. _listenerIds, .. _groupIds, .. _proxyIds];

    /// <summary>Reads the listeners, all of the account when none is selected; calls missing with each id that does not exist.</summary>
    public async IAsyncEnumerable<GaapListener> ReadAsync(
        GaapReader reader, Action<TencentCertException, string> missing, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (Ids.Length == 0)
        {
            // An empty cell or variable must not select the whole account: the selected listeners may be changed next.
            if (_isNamed)
            {
                throw new TencentCertException(ErrorCodes.InvalidParameter,
                    $"-ListenerId, -GroupId and -ProxyId are all empty. Omit all three to read every listener of the account.");
            }

            await foreach (var listener in reader.AllListenersAsync(cancellationToken).ConfigureAwait(false))
                yield return listener;
        }

        foreach (var id in _listenerIds)
        {
            if (await FindAsync(reader, id, missing, cancellationToken).ConfigureAwait(false) is { } listener)
                yield return listener;
        }

        foreach (var id in _groupIds)
        {
            ResourceId.Check(id, "lg-", "GroupId");
            var isEmpty = true;
            await foreach (var listener in reader.ListenersAsync(null, id, cancellationToken).ConfigureAwait(false))
            {
                isEmpty = false;
                yield return listener;
            }

            if (isEmpty && !await AnyAsync(reader.GroupsAsync(cancellationToken), group => group.GroupId == id).ConfigureAwait(false))
            {
                missing(new TencentCertException(ErrorCodes.NotFound,
                    $"There is no proxy group {id}; Get-GaapProxy lists them as GroupId."), id);
            }
        }

        foreach (var id in _proxyIds)
        {
            ResourceId.Check(id, "link-", "ProxyId");
            var isEmpty = true;
            await foreach (var listener in reader.ListenersAsync(id, null, cancellationToken).ConfigureAwait(false))
            {
                isEmpty = false;
                yield return listener;
            }

            if (isEmpty
                && !await AnyAsync(reader.ProxiesAsync([id], cancellationToken), proxy => proxy.ProxyId == id).ConfigureAwait(false))
            {
                missing(new TencentCertException(ErrorCodes.NotFound, $"There is no proxy {id}. Get-GaapProxy lists them."), id);
            }
        }
    }

    private static async Task<GaapListener?> FindAsync(
        GaapReader reader, string id, Action<TencentCertException, string> missing, CancellationToken cancellationToken)
    {
        try
        {
            return await reader.ListenerAsync(id, cancellationToken).ConfigureAwait(false);
        }
        catch (TencentCertException exception) when (exception.IsNotFound)
        {
            missing(exception, id);
            return null;
        }
    }

    private static async Task<bool> AnyAsync<T>(IAsyncEnumerable<T> items, Func<T, bool> predicate)
    {
        await foreach (var item in items.ConfigureAwait(false))
        {
            if (predicate(item))
                return true;
        }

        return false;
    }

    // A piped object without the id binds null or an empty string.
    private static string[] Present(string[]? ids) => [.. (ids ?? []).Where(id => !string.IsNullOrEmpty(id))];
}
