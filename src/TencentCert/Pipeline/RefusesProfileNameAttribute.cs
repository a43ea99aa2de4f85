namespace TencentCert.Pipeline;

/// <summary>Names the right parameter for a profile name: as a key, PowerShell would prompt for the password of that user.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class RefusesProfileNameAttribute : ArgumentTransformationAttribute
{
    // A SecretId has 36 characters; that of a temporary key is longer.
    private const int MaximumLength = 30;

    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        Unwrapped.Value(inputData) is string { Length: > 0 and <= MaximumLength } text
            && !text.StartsWith("AKID", StringComparison.Ordinal) && !text.StartsWith("IKID", StringComparison.Ordinal)
            && text.All(static one => char.IsLetterOrDigit(one) || one is '-' or '_' or '.')
            ? throw RefusesSecretAttribute.Refusal(Reason(text))
            : inputData;

    private static Wording Reason(string text) => Regions.Known.Contains(text, StringComparer.OrdinalIgnoreCase) switch
    {
        true => $"'{text}' is a region, neither a key nor a connection. Give it as -Region {text} where the connection is made.",
        false => $"'{text}' is neither a key nor a connection. Give the name of a profile as -ProfileName {text}.",
    };
}
