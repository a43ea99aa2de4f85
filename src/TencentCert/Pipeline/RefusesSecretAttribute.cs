using System.Collections;
using System.Security;

namespace TencentCert.Pipeline;

/// <summary>
/// Rejects a secret where a number, a date, an enum value or an object is expected, before PowerShell's failed conversion repeats it.
/// Text parameters need no attribute (<see cref="SecretInput"/>).
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class RefusesSecretAttribute : ArgumentTransformationAttribute
{
    // Numbers, dates, names of values, key ids and server addresses are much shorter.
    private const int MaxTextLength = 256;

    /// <summary>Whether the parameter accepts any object: its content may be PEM.</summary>
    public bool TakesAny { get; init; }

    /// <summary>Whether the parameter accepts a hashtable, whose values are content; other objects are checked.</summary>
    public bool TakesTable { get; init; }

    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        SecretIn(inputData) is { } secret ? throw Refused(secret) : inputData;

    /// <summary>The error for an argument that is or contains a secret, of which only the kind is used.</summary>
    public static ArgumentTransformationMetadataException Refused(string secret) => Refusal(SecretShape.IsPem(secret)
        ? $"PEM text was given where something else is expected. It is not repeated here."
        : (Wording)$"A text that looks like a secret was given where something else is expected. It is not repeated here.");

    private string? SecretIn(object? value) => Unwrapped.Value(value) switch
    {
        null or PSCredential => null,
        string text => SecretShape.IsSecret(text) || text.Length > MaxTextLength ? text : null,
        IDictionary when TakesAny || TakesTable => null,
        IDictionary table => table.Values.Cast<object?>().Select(SecretIn).FirstOrDefault(static one => one is not null),
        IEnumerable items => SecretInput.SecretIn(items)
            ?? items.Cast<object?>().Select(SecretIn).FirstOrDefault(static one => one is not null),
        _ => TakesAny ? null : SecretInput.ShownBy(value),
    };

    /// <summary>An error with a failed conversion inside, so that PowerShell binds piped objects to the next parameter.</summary>
    public static ArgumentTransformationMetadataException Refusal(Wording message) =>
        new(message.ToString(), new PSInvalidCastException(message.ToString()));
}

/// <summary>Rejects any text or object where a SecureString is expected: PowerShell's own error would repeat it.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class RefusesTextAttribute : ArgumentTransformationAttribute
{
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        Unwrapped.Value(inputData) is not (null or SecureString)
            ? throw RefusesSecretAttribute.Refusal(
                $"A SecureString is expected, such as Read-Host -AsSecureString returns, not a text. The text is not repeated here.")
            : inputData;
}
