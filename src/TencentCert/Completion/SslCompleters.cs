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

/// <summary>Completes the domains that the SSL service's certificates were issued for.</summary>
public sealed class SslDomainCompleter : AccountCompleter
{
    private protected override AccountListing? Listing(string commandName, string parameterName, IDictionary bound) =>
        AccountListing.OfNames(
            "SSL domains",
            [],
            static (client, cancellationToken) => new SslCertificateReader(client).ListAsync(new SslCertificateQuery(), cancellationToken),
            static certificate => certificate.Domain);
}

/// <summary>Completes the types of the log: known types, and those of recent entries.</summary>
public sealed class LogTypeCompleter : AccountCompleter
{
    private protected override AccountListing? Listing(string commandName, string parameterName, IDictionary bound) =>
        AccountListing.OfNames(
            "log types",
            ["apply", "domainValidationPassed", "issued", "replace", "upload", "uploadFromYunAPI"],
            static (client, cancellationToken) => new SslLogReader(client).ReadAsync(null, null, cancellationToken),
            static entry => entry.Type);
}
