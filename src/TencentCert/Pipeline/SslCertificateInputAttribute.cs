using System.Management.Automation;
using TencentCert.Core.Certificates;
using TencentCert.Core.Ssl;
using TencentCert.Core.Strings;

namespace TencentCert.Pipeline;

/// <summary>
/// Lets a reissue stand for its certificate where one of the SSL service is piped in. Whether it is
/// issued is seen when it is fetched.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class SslCertificateInputAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc />
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        (inputData is PSObject wrapped ? wrapped.BaseObject : inputData) switch
        {
            SslCertificateReissue reissue =>
                new SslCertificate { CertificateId = reissue.CertificateId, Domain = reissue.Domain,
                    ReplacedBy = reissue.OldCertificateId },
            // PowerShell would only say that it cannot be converted. A line of a file may be one of a PEM's, whose file binds by its path.
            string text when IsId(text) && (inputData as PSObject)?.Properties["PSPath"] is null =>
                throw new ArgumentTransformationMetadataException(
                GivenId.KindOf(text) == GivenIdKind.Domain
                    ? Wording.Of($"'{text}' is a domain, not a certificate. Pipe in what Get-SslCertificate -Domain {text} returns.")
                    : Wording.Of(
                        $"'{text}' is an id, not a certificate. Pipe in what "
                        + $"{(text.StartsWith("cert-", StringComparison.Ordinal) ? "Get-GaapCertificate" : "Get-SslCertificate")} {text} "
                        + $"returns.")),
            _ => inputData,
        };

    private static bool IsId(string text) =>
        text.Length is > 0 and <= 64
            && text.All(static character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '.' or '*');
}
