using System.Collections;

namespace TencentCert.Completion;

/// <summary>Completes ids of the SSL service's certificates, also found by domain.</summary>
public sealed class SslCertificateIdCompleter : AccountCompleter
{
    private protected override AccountListing? Listing(string commandName, string parameterName, IDictionary bound) =>
        AccountListing.Of(
            "SSL certificates",
            static (client, cancellationToken) => new SslCertificateReader(client).ListAsync(new SslCertificateQuery(), cancellationToken),
            static certificate => Suggestion.Of(certificate.CertificateId, certificate.Domain, certificate.Status, certificate.DaysLeft));
}
