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
        var use = Use(commandName, parameterName);
        return AccountListing.Of(
            $"GAAP certificates {use}",
            (client, cancellationToken) => new GaapCertificateStore(client).ListAsync(use, cancellationToken),
            static certificate =>
                Suggestion.Of(
                    certificate.CertificateId, certificate.SubjectCN ?? certificate.Alias, certificate.CertificateType,
                    certificate.DaysLeft));
    }

    private static GaapCertificateType? Use(string commandName, string parameterName) =>
        parameterName == "ClientCertificateId" ? GaapCertificateType.Client
        : parameterName == "CertificateId" && !commandName.StartsWith("Set-", StringComparison.OrdinalIgnoreCase) ? null
        : GaapCertificateType.Server;
}
