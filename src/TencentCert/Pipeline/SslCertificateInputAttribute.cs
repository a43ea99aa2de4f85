using System.Management.Automation;
using TencentCert.Core.Ssl;

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
        Unwrapped.Value(inputData) switch
        {
            SslCertificateReissue reissue =>
                new SslCertificate { CertificateId = reissue.CertificateId, Domain = reissue.Domain,
                    ReplacedBy = reissue.OldCertificateId },
            // PowerShell would only say that it cannot be converted. A line of a file may be one of a PEM's, whose file binds by its path.
            string text when MistakenId.IsId(text) && (inputData as PSObject)?.Properties["PSPath"] is null =>
                throw MistakenId.NotAnObject(text),
            _ => inputData,
        };
}
