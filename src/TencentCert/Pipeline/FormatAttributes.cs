using System.Text.RegularExpressions;

namespace TencentCert.Pipeline;

/// <summary>A text of a required format. The message of <c>ValidatePattern</c> would show a regular expression.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal abstract class FormatAttribute(string pattern, Func<string, Wording> refusal) : ValidateArgumentsAttribute
{
    protected override void Validate(object arguments, EngineIntrinsics engineIntrinsics)
    {
        var value = arguments as string ?? "";
        if (!Regex.IsMatch(value, pattern, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant))
            throw new ValidationMetadataException(refusal(SecretInput.Shown(value)).ToString());
    }
}

internal sealed class RoleArnFormatAttribute() : FormatAttribute(
    @"^qcs::cam::[^\s]+:[^\s]+/[^\s]+\z",
    value => $"'{value}' is not a role. A role looks like qcs::cam::uin/100000000001:roleName/deploy.");

internal sealed class SessionNameFormatAttribute() : FormatAttribute(
    @"^[A-Za-z0-9_+=,.@-]{2,128}\z",
    value => $"'{value}' is not a session name. It has 2 to 128 letters, digits and any of _ + = , . @ -");

internal sealed class RegionFormatAttribute() : FormatAttribute(
    @"^[a-z][a-z0-9-]*\z",
    value => $"'{value}' is not a region. A region looks like ap-guangzhou.");

internal sealed class LanguageFormatAttribute() : FormatAttribute(
    @"^[a-z]{2}-[A-Z]{2}\z",
    value => $"'{value}' is not a language. A language looks like zh-CN or en-US.");

internal sealed class ServiceFormatAttribute() : FormatAttribute(
    @"^[A-Za-z][A-Za-z0-9-]{0,62}\z",
    value => $"'{value}' is not a service. A service is named as in its endpoint: gaap, ssl.");

internal sealed class ActionFormatAttribute() : FormatAttribute(
    @"^[A-Za-z][A-Za-z0-9]{0,127}\z",
    value => $"'{value}' is not an action. An action looks like DescribeCertificates.");

internal sealed class ApiVersionFormatAttribute() : FormatAttribute(
    @"^[0-9]{4}-[0-9]{2}-[0-9]{2}\z",
    value => $"'{value}' is not an API version. A version looks like 2018-05-29.");

internal sealed class FileNameFormatAttribute() : FormatAttribute(
    @"^[^\\/:*?""<>|]+$",
    value => $"'{value}' is not a file name. Omit \\ / : * ? \" < > |");
