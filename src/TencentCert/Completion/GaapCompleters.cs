using System.Collections;
using TencentCert.Core.Gaap;

namespace TencentCert.Completion;

/// <summary>
/// Completes ids of the GAAP certificate store, also found by subject; only of the certificate type that the parameter accepts.
/// </summary>
public sealed class GaapCertificateIdCompleter : AccountCompleter
{
    private protected override AccountListing? Listing(string commandName, string parameterName, IDictionary bound)
    {
        GaapCertificateType? use = parameterName == "ClientCertificateId" ? GaapCertificateType.Client
            : parameterName == "CertificateId" && !commandName.StartsWith("Set-", StringComparison.OrdinalIgnoreCase) ? null
            : GaapCertificateType.Server;
        return AccountListing.Of(
            $"GAAP certificates {use}",
            (client, cancellationToken) => new GaapCertificateStore(client).ListAsync(use, cancellationToken),
            static certificate => Suggestion.Of(
                certificate.CertificateId, certificate.SubjectCN ?? certificate.Alias, certificate.CertificateType, certificate.DaysLeft));
    }
}

/// <summary>Completes ids of proxy groups, also found by name.</summary>
public sealed class GroupIdCompleter : AccountCompleter
{
    private protected override AccountListing? Listing(string commandName, string parameterName, IDictionary bound) =>
        AccountListing.Of(
            "proxy groups",
            static (client, cancellationToken) => new GaapReader(client).GroupsAsync(cancellationToken),
            static group => new Suggestion(group.GroupId, $"{group.GroupName}, {group.Status}", group.GroupName));
}

/// <summary>Completes ids of proxies, also found by name.</summary>
public sealed class ProxyIdCompleter : AccountCompleter
{
    private protected override AccountListing? Listing(string commandName, string parameterName, IDictionary bound) =>
        AccountListing.Of(
            "proxies",
            static (client, cancellationToken) => new GaapReader(client).ProxiesAsync(cancellationToken: cancellationToken),
            static proxy => new Suggestion(proxy.ProxyId, $"{proxy.ProxyName}, {proxy.Status}, {proxy.AccessDomain}", proxy.ProxyName));
}

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

/// <summary>Completes the domains of the given listener, or of all listeners.</summary>
public sealed class ListenerDomainCompleter : AccountCompleter
{
    private protected override AccountListing? Listing(string commandName, string parameterName, IDictionary bound) =>
        Text(bound, "ListenerId") is not { } listenerId
            ? new("domains", static async (client, cancellationToken) =>
            {
                var snapshot = await new GaapSnapshotReader(client).ReadAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
                return [.. snapshot.Listeners.SelectMany(static listener => listener.Domains)
                    .DistinctBy(static domain => domain.Domain, StringComparer.OrdinalIgnoreCase)
                    .Select(static domain =>
                        new Suggestion(domain.Domain, $"{domain.Domain}, {domain.ListenerId}, {domain.EffectiveCertificateId}"))];
            })
            : new($"domains {listenerId}", async (client, cancellationToken) =>
            {
                var reader = new GaapReader(client);
                var listener = await reader.ListenerAsync(listenerId, cancellationToken).ConfigureAwait(false);
                var domains = await reader.DomainsAsync(listener, cancellationToken).ConfigureAwait(false);
                return [.. domains.Select(
                    static domain => new Suggestion(domain.Domain, $"{domain.Domain}, {domain.Status}, {domain.EffectiveCertificateId}"))];
            });
}
