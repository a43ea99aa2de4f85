namespace TencentCert.Pipeline;

/// <summary>Reports the correct syntax when an id of the GAAP certificate store is passed instead of the certificate object.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class GaapCertificateInputAttribute : ArgumentTransformationAttribute
{
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        Unwrapped.Value(inputData) is string text && MistakenId.IsId(text)
            && (inputData as PSObject)?.Properties["PSPath"] is null
            ? throw MistakenId.NotAnObject(text)
            : inputData;
}
