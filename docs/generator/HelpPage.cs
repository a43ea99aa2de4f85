namespace TencentCert.HelpGenerator;

/// <summary>One cmdlet's page in one language: the prose, found by platyPS's headings.</summary>
internal sealed class HelpPage
{
    private const string SharedHeading = "CommonParameters";

    private readonly Dictionary<string, IReadOnlyList<string>> _sections;

    private HelpPage(IEnumerable<string> lines)
    {
        _sections = Markdown.Sections(lines, 2).ToDictionary(section => section.Heading, section => section.Lines, StringComparer.Ordinal);
        Parameters = Prose("PARAMETERS", heading => heading.TrimStart('-')).Where(pair => pair.Key != SharedHeading)
            .ToDictionary(StringComparer.Ordinal);
        Inputs = Prose("INPUTS", heading => heading);
        Outputs = Prose("OUTPUTS", heading => heading);
        Examples = [.. Under("EXAMPLES").Select(section => HelpExample.Read(section.Heading, section.Lines))];
    }

    public string Synopsis => string.Join(' ', Texts("SYNOPSIS"));

    public IReadOnlyList<string> Description => Texts("DESCRIPTION");

    /// <summary>Paragraphs by parameter.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Parameters { get; }

    /// <summary>Paragraphs by type.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Inputs { get; }

    /// <summary>Paragraphs by type.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Outputs { get; }

    public IReadOnlyList<HelpExample> Examples { get; }

    public IReadOnlyList<string> Notes => Texts("NOTES");

    public string Syntax => string.Join('\n', Section("SYNTAX")).Trim('\n');

    public IReadOnlyList<(string Text, string Target)> Links => [.. Markdown.Links(Section("RELATED LINKS"))];

    public static HelpPage Read(string path) => new(File.ReadAllLines(path));

    /// <summary>Paragraphs of the shared parameters: one heading per base class, below it one per parameter.</summary>
    public static IReadOnlyDictionary<(string Class, string Parameter), IReadOnlyList<string>> ReadShared(string path) =>
        (from section in Markdown.Sections(File.ReadAllLines(path), 2)
         from parameter in Markdown.Sections(section.Lines, 3)
         where parameter.Heading.Length > 0
         select (Key: (section.Heading, parameter.Heading.TrimStart('-')), Text: Texts(parameter.Lines)))
        .ToDictionary(pair => pair.Key, pair => pair.Text);

    /// <summary>The current list of shared parameters.</summary>
    public string Shared => string.Join('\n', Under("PARAMETERS").LastOrDefault(section => section.Heading == SharedHeading).Lines ?? [])
        .Trim('\n');

    /// <summary>Updates the syntax and the list of shared parameters of a page; returns whether the page changed.</summary>
    public static bool Update(string path, string syntax, string shared)
    {
        var before = File.ReadAllText(path);
        var start = before.IndexOf("## SYNTAX\n", StringComparison.Ordinal);
        var end = before.IndexOf("## DESCRIPTION\n", StringComparison.Ordinal);
        if (start < 0 || end < start)
            return false;

        var after = before[..start] + "## SYNTAX\n\n" + syntax + "\n\n" + before[end..];
        var next = after.IndexOf("## INPUTS\n", StringComparison.Ordinal);
        var old = after.IndexOf($"### {SharedHeading}\n", StringComparison.Ordinal);
        if (next > 0)
            after = after[..(old > 0 && old < next ? old : next)] + $"### {SharedHeading}\n\n{shared}\n\n" + after[next..];

        if (after == before)
            return false;

        File.WriteAllText(path, after);
        return true;
    }

    private Dictionary<string, IReadOnlyList<string>> Prose(string heading, Func<string, string> name) =>
        Under(heading).ToDictionary(section => name(section.Heading), section => Texts(section.Lines), StringComparer.Ordinal);

    private IEnumerable<(string Heading, IReadOnlyList<string> Lines)> Under(string heading) =>
        Markdown.Sections(Section(heading), 3).Where(section => section.Heading.Length > 0);

    private IReadOnlyList<string> Texts(string heading) => Texts(Section(heading));

    private IReadOnlyList<string> Section(string heading) => _sections.GetValueOrDefault(heading, []);

    private static IReadOnlyList<string> Texts(IEnumerable<string> lines) => [.. Markdown.Blocks(lines).Select(block => block.Text)];
}

/// <summary>An example: its code and remarks.</summary>
internal sealed record HelpExample(string Title, string Code, IReadOnlyList<string> Remarks)
{
    /// <summary>Reads the lines under an example's heading; the first fenced block is its code.</summary>
    public static HelpExample Read(string title, IEnumerable<string> lines)
    {
        var blocks = Markdown.Blocks(lines);
        var code = blocks.FirstOrDefault(block => block.IsCode);
        var remarks = blocks.Where(block => block != code).Select(block => block.Text);
        return new HelpExample(Markdown.Plain(title), code.Text ?? "", [.. remarks]);
    }
}
