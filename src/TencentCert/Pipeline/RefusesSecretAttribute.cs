using System.Collections;
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
    // Numbers, dates, names of values, key ids and server addresses are much shorter.
    private const int LongestTextCharacters = 256;

    /// <summary>Whether the parameter takes any object: what they hold is content, which may be PEM.</summary>
    public bool TakesAny { get; init; }

    /// <summary>Whether the parameter takes a table, whose values are content; any other object is looked at.</summary>
    public bool TakesTable { get; init; }

    /// <inheritdoc />
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        SecretIn(inputData) is { } secret
            ? throw Refused(secret)
            : inputData;

    /// <summary>The error for an argument that is or shows a secret.</summary>
    /// <param name="secret">The secret, for its kind alone.</param>
    public static ArgumentTransformationMetadataException Refused(string secret) => Refusal(SecretShape.IsPem(secret)
        ? $"PEM text was given where something else is expected. It is not repeated here."
        : (Wording)$"A text that looks like a secret was given where something else is expected. It is not repeated here.");

    private string? SecretIn(object? value) => Unwrapped.Value(value) switch
    {
        null or PSCredential => null,
        string text => SecretShape.IsSecret(text) || text.Length > LongestTextCharacters ? text : null,
        IDictionary when TakesAny || TakesTable => null,
        IDictionary table => table.Values.Cast<object?>().Select(SecretIn).FirstOrDefault(static one => one is not null),
        IEnumerable items => SecretInput.SecretIn(items)
            ?? items.Cast<object?>().Select(SecretIn).FirstOrDefault(static one => one is not null),

        _ => TakesAny ? null : SecretInput.ShownBy(value),
    };

    /// <summary>
    /// The error for an argument. Its cause is that of a failed conversion: with piped objects PowerShell then goes on to the next
    /// parameter.
    /// </summary>
    /// <param name="message">Message without the argument.</param>
    public static ArgumentTransformationMetadataException Refusal(Wording message) =>
        new(message.ToString(), new PSInvalidCastException(message.ToString()));
}
