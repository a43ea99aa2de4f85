using System.Management.Automation;
using TencentCert.Core.Strings;

namespace TencentCert.Pipeline;

/// <summary>
/// Refuses a secret where a number, a date, one of a closed set or an object belongs, before PowerShell's own conversion fails and repeats
/// it. Text parameters need no attribute (<see cref="SecretInput"/>).
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class RefusesSecretAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc />
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        SecretInput.Texts(inputData).FirstOrDefault(SecretInput.IsSecret) is { } secret
            ? throw Refusal(SecretInput.IsPem(secret)
                ? $"PEM text was given where something else is expected. It is not repeated here."
                : (Wording)$"A text that looks like a secret was given where something else is expected. It is not repeated here.")
            : inputData;

    /// <summary>
    /// The error for an argument. Its cause is that of a failed conversion: with piped objects PowerShell then goes on to the next
    /// parameter.
    /// </summary>
    /// <param name="message">Message without the argument.</param>
    public static ArgumentTransformationMetadataException Refusal(Wording message) =>
        new(message.ToString(), new PSInvalidCastException(message.ToString()));
}
