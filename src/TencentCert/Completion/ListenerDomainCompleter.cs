using System.Collections;
using TencentCert.Core.Gaap;

namespace TencentCert.Completion;

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
