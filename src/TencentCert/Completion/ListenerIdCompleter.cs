using System.Collections;
using TencentCert.Core.Gaap;

namespace TencentCert.Completion;

/// <summary>Completes ids of HTTPS listeners, also found by name; those of the given proxy or group, else all.</summary>
public sealed class ListenerIdCompleter : AccountCompleter
{
    private protected override AccountListing? Listing(string commandName, string parameterName, IDictionary bound)
    {
        var group = Text(bound, "GroupId");
        var proxy = group is null ? Text(bound, "ProxyId") : null;
        return AccountListing.Of(
            $"listeners {proxy}{group}",
            (client, cancellationToken) => (proxy ?? group) is null
                ? new GaapReader(client).AllListenersAsync(cancellationToken)
                : new GaapReader(client).ListenersAsync(proxy, group, cancellationToken),
            static listener => new Suggestion(
                listener.ListenerId, $"{listener.ListenerName}, {listener.Port}, {listener.Status}, {listener.CertificateId}",
                listener.ListenerName));
    }
}
