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
        (inputData is PSObject wrapped ? wrapped.BaseObject : inputData) is SslCertificateReissue reissue
            ? new SslCertificate { CertificateId = reissue.CertificateId, Domain = reissue.Domain, ReplacedBy = reissue.OldCertificateId }
            : inputData;
}
