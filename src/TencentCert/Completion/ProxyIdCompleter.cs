using System.Collections;
using TencentCert.Core.Gaap;

namespace TencentCert.Completion;

/// <summary>Completes ids of proxies, also found by name.</summary>
public sealed class ProxyIdCompleter : AccountCompleter
{
    private protected override AccountListing? Listing(string commandName, string parameterName, IDictionary bound) =>
        AccountListing.Of(
            "proxies",
            static (client, cancellationToken) => new GaapReader(client).ProxiesAsync(cancellationToken: cancellationToken),
            static proxy => new Suggestion(proxy.ProxyId, $"{proxy.ProxyName}, {proxy.Status}, {proxy.AccessDomain}", proxy.ProxyName));
}
