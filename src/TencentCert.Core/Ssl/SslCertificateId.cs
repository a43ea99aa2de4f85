using TencentCert.Core.Certificates;
using TencentCert.Core.Errors;
using TencentCert.Core.Strings;


namespace TencentCert.Core.Ssl;

/// <summary>The form of an id of the SSL service.</summary>
public static class SslCertificateId
{
    /// <summary>Whether a text looks like an id as the service makes them: eight letters and digits.</summary>
    public static bool HasForm(string? text) => text is { Length: 8 } && text.All(char.IsAsciiLetterOrDigit);

    /// <summary>The error for an id that was given as a path.</summary>
    /// <param name="path">Text.</param>
    public static FileNotFoundException NotAFile(string path) =>
        new(Wording.Of($"There is no file '{path}'. For the certificate with this id, use -CertificateId {path}."), path);

    /// <summary>Refuses what cannot be one, before anything is sent.</summary>
    /// <exception cref="TencentCertException"><see cref="ErrorCodes.InvalidParameter"/>.</exception>
    public static void Check(string? certificateId)
    {
        if (string.IsNullOrWhiteSpace(certificateId))
        {
            throw Invalid($"The certificate id is empty.");
        }

        if (certificateId.StartsWith("cert-", StringComparison.Ordinal))
        {
            throw Invalid(
                $"'{certificateId}' is an id of GAAP's store; the SSL service's ids look like a91hoLqi. Get-SslCertificate lists them.");
        }

        if (certificateId.Contains('.', StringComparison.Ordinal) && DomainName.TryNormalize(certificateId, out var domain, out _))
        {
            throw Invalid($"'{domain}' is a domain, not an SSL certificate id, which looks like a91hoLqi. Get-SslCertificate -Domain '{domain}' finds its certificates.");
        }

        if (certificateId.Length > 64 || !certificateId.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_'))
        {
            throw Invalid(
                $"The certificate id is not one of the SSL service's, which are short and made of letters and digits, such as a91hoLqi.");
        }
    }

    private static TencentCertException Invalid(Wording message) => new(ErrorCodes.InvalidParameter, message);
}
