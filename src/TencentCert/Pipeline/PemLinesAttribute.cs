using System.Collections;

namespace TencentCert.Pipeline;

/// <summary>Accepts the lines of a file as PEM text: <c>Get-Content</c> returns lines without <c>-Raw</c>.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class PemLinesAttribute : ArgumentTransformationAttribute
{
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) => Unwrapped.Value(inputData) switch
    {
        IList { Count: > 0 } items when items.Cast<object?>().Select(Unwrapped.Value).ToArray() is var lines
            && lines.All(line => line is string) => string.Join('\n', lines),
        string or IList => inputData,
        _ => SecretInput.ShownBy(inputData) is { } secret ? throw RefusesSecretAttribute.Refused(secret) : inputData,
    };
}
