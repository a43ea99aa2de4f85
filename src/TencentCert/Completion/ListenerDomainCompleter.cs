using System.Collections;
using TencentCert.Core.Gaap;

namespace TencentCert.Completion;

/// <summary>Completes the domains of the listener given before.</summary>
public sealed class ListenerDomainCompleter : AccountCompleter
{
    private protected override AccountListing? Listing(string commandName, string parameterName, IDictionary bound) =>
        Text(bound, "ListenerId") is not { } listenerId
            ? null
            : new($"domains {listenerId}", async (client, cancellationToken) =>
            {
                var reader = new GaapReader(client);
                var listener = await reader.ListenerAsync(listenerId, cancellationToken).ConfigureAwait(false);
                var domains = await reader.DomainsAsync(listener, cancellationToken).ConfigureAwait(false);
                return [.. domains.Select(static domain => new Suggestion(domain.Domain, $"{domain.Domain}, {domain.Status}, {domain.EffectiveCertificateId}"))];
            });
}
