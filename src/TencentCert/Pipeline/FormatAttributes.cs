using System.Text.RegularExpressions;

namespace TencentCert.Pipeline;

/// <summary>A text of a required format. The message of <c>ValidatePattern</c> would show a regular expression.</summary>
/// <param name="pattern">Regular expression; case-insensitive.</param>
[AttributeUsage(AttributeTargets.Property)]
internal abstract class FormatAttribute(string pattern) : ValidateArgumentsAttribute
{
    /// <summary>The value, and the expected format.</summary>
    protected abstract Wording Refusal(string value);

    protected override void Validate(object arguments, EngineIntrinsics engineIntrinsics)
    {
        var value = arguments as string ?? "";
        if (!Regex.IsMatch(value, pattern, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant))
            throw new ValidationMetadataException(Refusal(SecretInput.Shown(value)).ToString());
    }
}

/// <summary>A role of CAM.</summary>
internal sealed class RoleArnFormatAttribute() : FormatAttribute(@"^qcs::cam::[^\s]+:[^\s]+/[^\s]+\z")
{
    protected override Wording Refusal(string value) =>
        $"'{value}' is not a role. A role looks like qcs::cam::uin/100000000001:roleName/deploy.";
}

/// <summary>The name of a role's session.</summary>
internal sealed class SessionNameFormatAttribute() : FormatAttribute(@"^[A-Za-z0-9_+=,.@-]{2,128}\z")
{
    protected override Wording Refusal(string value) =>
        $"'{value}' is not a session name. It has 2 to 128 letters, digits and any of _ + = , . @ -";
}

/// <summary>A region.</summary>
internal sealed class RegionFormatAttribute() : FormatAttribute(@"^[a-z][a-z0-9-]*\z")
{
    protected override Wording Refusal(string value) =>
        $"'{value}' is not a region. A region looks like ap-guangzhou.";
}

/// <summary>A language of the service.</summary>
internal sealed class LanguageFormatAttribute() : FormatAttribute(@"^[a-z]{2}-[A-Z]{2}\z")
{
    protected override Wording Refusal(string value) =>
        $"'{value}' is not a language. A language looks like zh-CN or en-US.";
}

/// <summary>The name of an API.</summary>
internal sealed class ServiceFormatAttribute() : FormatAttribute(@"^[A-Za-z][A-Za-z0-9-]{0,62}\z")
{
    protected override Wording Refusal(string value) =>
        $"'{value}' is not a service. A service is named as in its endpoint: gaap, ssl.";
}

/// <summary>The name of an action.</summary>
internal sealed class ActionFormatAttribute() : FormatAttribute(@"^[A-Za-z][A-Za-z0-9]{0,127}\z")
{
    protected override Wording Refusal(string value) =>
        $"'{value}' is not an action. An action looks like DescribeCertificates.";
}

/// <summary>The version of an API.</summary>
internal sealed class ApiVersionFormatAttribute() : FormatAttribute(@"^[0-9]{4}-[0-9]{2}-[0-9]{2}\z")
{
    protected override Wording Refusal(string value) =>
        $"'{value}' is not an API version. A version looks like 2018-05-29.";
}

/// <summary>The name of a file, without a folder.</summary>
internal sealed class FileNameFormatAttribute() : FormatAttribute(@"^[^\\/:*?""<>|]+$")
{
    protected override Wording Refusal(string value) =>
        $"'{value}' is not a file name. Omit \\ / : * ? \" < > |";
}
