using System.Text.RegularExpressions;

namespace TencentCert.HelpGenerator;

/// <summary>
/// Where the pages can be read on the web: in the repository that the manifest names, if any, at the tag of the manifest's version.
/// Get-Help -Online opens a cmdlet's first link.
/// </summary>
internal sealed partial class OnlinePages(string? repository, string version)
{
    /// <summary>Reads the manifest; one that is not there names nothing.</summary>
    public static OnlinePages Of(string manifest)
    {
        var text = File.Exists(manifest) ? File.ReadAllText(manifest) : "";
        return new OnlinePages(
            ProjectUri().Match(text) is { Success: true } found ? found.Groups[1].Value.TrimEnd('/') : null,
            ModuleVersion().Match(text).Groups[1].Value);
    }

    /// <summary>The link to a cmdlet's page, none without a repository.</summary>
    public IEnumerable<(string Text, string Target)> Of(HelpBook book, CmdletFacts cmdlet) =>
        repository is null ? [] : [(
            book.IsChinese ? "在线版本：" : "Online version:", $"{repository}/blob/v{version}/docs/{book.Culture}/{cmdlet.Name}.md")];

    [GeneratedRegex(@"^\s*ModuleVersion\s*=\s*'([0-9.]+)'", RegexOptions.Multiline)]
    private static partial Regex ModuleVersion();

    [GeneratedRegex(@"^\s*ProjectUri\s*=\s*'([^']+)'", RegexOptions.Multiline)]
    private static partial Regex ProjectUri();
}
