using System.Management.Automation;

namespace TencentCert.Pipeline;

/// <summary>Says how a certificate of GAAP's store is given where its id stands in place of the object.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class GaapCertificateInputAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc />
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        Unwrapped.Value(inputData) is string text && MistakenId.IsId(text)
            && (inputData as PSObject)?.Properties["PSPath"] is null
            ? throw MistakenId.NotAnObject(text)
            : inputData;
}
