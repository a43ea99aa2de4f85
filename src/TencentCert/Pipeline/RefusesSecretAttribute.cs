using System.Collections;

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
        SecretIn(inputData) is { } secret
            ? throw Refused(secret)
            : inputData;

    /// <summary>The error for an argument that is or contains a secret.</summary>
    /// <param name="secret">The secret; only its kind is used.</param>
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

    /// <summary>
    /// The error for an argument. Its inner exception is that of a failed conversion, so that PowerShell binds piped objects to the next
    /// parameter.
    /// </summary>
    /// <param name="message">Message without the argument.</param>
    public static ArgumentTransformationMetadataException Refusal(Wording message) =>
        new(message.ToString(), new PSInvalidCastException(message.ToString()));
}
