using System.Collections;

namespace TencentCert.Completion;

/// <summary>Completes the domains that the SSL service's certificates were issued for.</summary>
public sealed class SslDomainCompleter : AccountCompleter
{
    private protected override AccountListing? Listing(string commandName, string parameterName, IDictionary bound) =>
        new("SSL domains", static async (client, cancellationToken) =>
        {
            var domains = new SortedSet<string>(StringComparer.OrdinalIgnoreCase);
            await foreach (var certificate in new SslCertificateReader(client)
                .ListAsync(new SslCertificateQuery(), cancellationToken).ConfigureAwait(false))
            {
                domains.Add(certificate.Domain ?? "");
            }

            domains.Remove("");
            return [.. domains.Select(static domain => new Suggestion(domain, domain))];
        });
}
