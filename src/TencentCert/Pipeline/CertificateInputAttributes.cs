namespace TencentCert.Pipeline;

/// <summary>Reports the correct syntax when an id is passed instead of the certificate object.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal class CertificateInputAttribute : ArgumentTransformationAttribute
{
    // PowerShell's own message only reports a failed conversion. A line may be part of a PEM file, which binds by its path.
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        Unwrapped.Value(inputData) is string text && MistakenId.IsId(text) && (inputData as PSObject)?.Properties["PSPath"] is null
            ? throw MistakenId.NotAnObject(text)
            : inputData;
}

/// <summary>Also accepts a piped reissue in place of its certificate, whose issue is checked when the certificate is fetched.</summary>
internal sealed class SslCertificateInputAttribute : CertificateInputAttribute
{
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        Unwrapped.Value(inputData) is SslCertificateReissue reissue
            ? new SslCertificate
            {
                CertificateId = reissue.CertificateId, Domain = reissue.Domain, ReplacedBy = reissue.OldCertificateId,
            }
            : base.Transform(engineIntrinsics, inputData);
}
