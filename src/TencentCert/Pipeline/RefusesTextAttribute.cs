using System.Security;

namespace TencentCert.Pipeline;

/// <summary>
/// Rejects any text or object where a SecureString is expected: PowerShell's own error would repeat the password, token or key.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class RefusesTextAttribute : ArgumentTransformationAttribute
{
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        Unwrapped.Value(inputData) is not (null or SecureString)
            ? throw RefusesSecretAttribute.Refusal(
                $"A SecureString is expected, such as Read-Host -AsSecureString returns, not a text. The text is not repeated here.")
            : inputData;
}
