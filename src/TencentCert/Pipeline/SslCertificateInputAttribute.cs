namespace TencentCert.Pipeline;

/// <summary>
/// Accepts a piped reissue in place of its certificate of the SSL service. Its issue is checked when
/// the certificate is fetched.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class SslCertificateInputAttribute : ArgumentTransformationAttribute
{
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        Unwrapped.Value(inputData) switch
        {
            SslCertificateReissue reissue =>
                new SslCertificate { CertificateId = reissue.CertificateId, Domain = reissue.Domain,
                    ReplacedBy = reissue.OldCertificateId },
            // PowerShell's own message only reports a failed conversion. A line may be part of a PEM file, which binds by its path.
            string text when MistakenId.IsId(text) && (inputData as PSObject)?.Properties["PSPath"] is null =>
                throw MistakenId.NotAnObject(text),
            _ => inputData,
        };
}
