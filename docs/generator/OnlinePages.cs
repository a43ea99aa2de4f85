using System.Text.RegularExpressions;

namespace TencentCert.HelpGenerator;

/// <summary>Where the pages can be read on the web: in the repository that the manifest names. Get-Help -Online opens a cmdlet's first link.</summary>
/// <param name="repository">Address of the repository; null when the manifest names none.</param>
internal sealed partial class OnlinePages(string? repository)
{
    /// <summary>Reads the manifest; one that is not there names nothing.</summary>
    public static OnlinePages Of(string manifest) => new(
        File.Exists(manifest) && ProjectUri().Match(File.ReadAllText(manifest)) is { Success: true } found ? found.Groups[1].Value.TrimEnd('/') : null);

    /// <summary>The link to a cmdlet's page, none without a repository.</summary>
    public IEnumerable<(string Text, string Target)> Of(HelpBook book, CmdletFacts cmdlet) =>
        repository is null ? [] : [(book.Culture.StartsWith("zh", StringComparison.Ordinal) ? "在线版本：" : "Online version:", $"{repository}/blob/HEAD/docs/{book.Culture}/{cmdlet.Name}.md")];

    [GeneratedRegex(@"^\s*ProjectUri\s*=\s*'([^']+)'", RegexOptions.Multiline)]
    private static partial Regex ProjectUri();
}
