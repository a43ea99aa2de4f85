using System.Management.Automation;
using System.Text.RegularExpressions;
using TencentCert.Strings;

namespace TencentCert.Pipeline;

/// <summary>A text that has to look a certain way. <c>ValidatePattern</c> would show its user a regular expression.</summary>
/// <param name="pattern">Regular expression.</param>
/// <param name="message">Name of the message that says what it has to look like.</param>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class FormAttribute(string pattern, string message) : ValidateArgumentsAttribute
{
    /// <inheritdoc />
    protected override void Validate(object arguments, EngineIntrinsics engineIntrinsics)
    {
        var text = arguments as string ?? "";
        if (!Regex.IsMatch(text, pattern, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant))
        {
            throw new ValidationMetadataException(Messages.Text(message, text));
        }
    }
}
