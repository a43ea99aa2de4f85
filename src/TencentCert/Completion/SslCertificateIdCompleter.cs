using System.Collections;
using TencentCert.Core.Ssl;
using TencentCert.Strings;

namespace TencentCert.Completion;

/// <summary>Completes ids of the SSL service's certificates, also found by domain.</summary>
public sealed class SslCertificateIdCompleter : AccountCompleter
{
    private protected override AccountListing? Listing(string commandName, string parameterName, IDictionary bound) =>
        AccountListing.Of(
            "SSL certificates",
            static (client, cancellationToken) => new SslCertificates(client).ListAsync(new SslCertificateQuery(), cancellationToken),
            static certificate => new Suggestion(
                certificate.CertificateId,
                certificate.DaysLeft is { } days
                    ? Messages.Text("SuggestedCertificate", certificate.Domain, certificate.Status, days)
                    : $"{certificate.Domain}, {certificate.Status}",
                certificate.Domain));
}
