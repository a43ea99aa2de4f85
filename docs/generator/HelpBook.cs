namespace TencentCert.HelpGenerator;

/// <summary>The help in one language, and its problems.</summary>
internal sealed class HelpBook
{
    private const int MinExamples = 2;

    private readonly string _folder;
    private readonly IReadOnlyDictionary<(string Class, string Parameter), IReadOnlyList<string>> _shared;
    private readonly Dictionary<string, HelpPage> _pages = new(StringComparer.Ordinal);
    private readonly List<string> _problems = [];

    /// <summary>Reads the pages of a folder named after its culture.</summary>
    public HelpBook(string folder, IReadOnlyList<CmdletFacts> cmdlets)
    {
        _folder = folder;
        _shared = HelpPage.ReadShared(Path.Combine(folder, "_common.md"));
        Cmdlets = cmdlets;
        foreach (var cmdlet in cmdlets)
        {
            if (File.Exists(PagePath(cmdlet)))
                Check(cmdlet, _pages[cmdlet.Name] = HelpPage.Read(PagePath(cmdlet)));
            else
                Problem(cmdlet, "has no page");
        }

        var pages = Directory.EnumerateFiles(folder, "*-*.md").Select(path => Path.GetFileNameWithoutExtension(path));
        foreach (var page in pages.Except(cmdlets.Select(cmdlet => cmdlet.Name)))
            _problems.Add($"{Culture}/{page}.md: there is no such cmdlet");
    }

    public string Culture => Path.GetFileName(_folder);

    public bool IsChinese => Culture.StartsWith("zh", StringComparison.Ordinal);

    /// <summary>Folder of the finished help: Get-Help looks along a culture's parents, and in the end at en-US.</summary>
    public string HelpFolder => Culture.StartsWith("en-", StringComparison.Ordinal) ? Culture : Culture.Split('-')[0];

    public IReadOnlyList<CmdletFacts> Cmdlets { get; }

    public IEnumerable<string> Topics => Directory.EnumerateFiles(_folder, "about_*.md").Order(StringComparer.Ordinal);

    /// <summary>Missing, wrong and outdated parts, one per line.</summary>
    public IReadOnlyList<string> Problems => [.. _problems.Order(StringComparer.Ordinal)];

    public HelpPage? Page(CmdletFacts cmdlet) => _pages.GetValueOrDefault(cmdlet.Name);

    public string PagePath(CmdletFacts cmdlet) => Path.Combine(_folder, cmdlet.Name + ".md");

    /// <summary>Description of a parameter: from the cmdlet's page, else from the pages of its base classes.</summary>
    public IReadOnlyList<string> Text(CmdletFacts cmdlet, ParameterFacts parameter) =>
        Page(cmdlet)?.Parameters.GetValueOrDefault(parameter.Name) ?? _shared.GetValueOrDefault((parameter.DeclaredBy, parameter.Name), []);

    /// <summary>The list of the parameters that a cmdlet's page does not describe itself, with links to where they are described.</summary>
    public string SharedParameters(CmdletFacts cmdlet)
    {
        var links = cmdlet.Parameters
            .Where(parameter => Page(cmdlet)?.Parameters.ContainsKey(parameter.Name) != true)
            .Select(parameter => $"[-{parameter.Name}](_common.md#{Anchor(parameter)})").ToList();
        var commonParametersLink =
            $"[about_CommonParameters](https://learn.microsoft.com/{(IsChinese ? "zh-cn/" : "")}"
            + "powershell/module/microsoft.powershell.core/about/about_commonparameters)";
        var shared = IsChinese
            ? $"与其他 cmdlet 共用的参数：{string.Join("、", links)}。"
            : $"Shared with other cmdlets: {string.Join(", ", links)}. ";
        var own = IsChinese
            ? $"PowerShell 自身的参数，如 -Verbose 与 -ErrorAction：{commonParametersLink}。"
            : $"PowerShell's own, such as -Verbose and -ErrorAction: {commonParametersLink}.";
        return links.Count == 0 ? own : shared + own;
    }

    // The anchor of a repeated heading ends in its number.
    private string Anchor(ParameterFacts parameter)
    {
        var earlier = _shared.Keys.TakeWhile(key => key != (parameter.DeclaredBy, parameter.Name))
            .Count(key => key.Parameter == parameter.Name);
        return "-" + parameter.Name.ToLowerInvariant()
            + (earlier == 0 || !_shared.ContainsKey((parameter.DeclaredBy, parameter.Name)) ? "" : $"-{earlier}");
    }

    private void Check(CmdletFacts cmdlet, HelpPage page)
    {
        Require(page.Synopsis.Length > 0, "has no SYNOPSIS");
        Require(page.Description.Count > 0, "has no DESCRIPTION");
        Require(page.Examples.Count >= MinExamples, $"has fewer than {MinExamples} examples");
        Require(page.Examples.All(example => example.Code.Length > 0), "has an example without code");
        Require(page.Syntax == cmdlet.Syntax(), "has an outdated SYNTAX; run the generator with --update");
        Require(page.Shared == SharedParameters(cmdlet), "has an outdated list of shared parameters; run the generator with --update");
        foreach (var parameter in cmdlet.Parameters)
            Require(Text(cmdlet, parameter).Count > 0, $"does not describe -{parameter.Name}");

        foreach (var name in page.Parameters.Keys.Except(cmdlet.Parameters.Select(parameter => parameter.Name)))
            Problem(cmdlet, $"describes -{name}, which the cmdlet does not have");

        RequireTypes("INPUTS", page.Inputs.Keys, cmdlet.Inputs);
        RequireTypes("OUTPUTS", page.Outputs.Keys, cmdlet.Outputs);
        foreach (var (_, target) in page.Links.Where(link => !Markdown.IsAddress(link.Target)))
            Require(File.Exists(Path.Combine(_folder, target)), $"links to {target}, which does not exist");

        void Require(bool condition, string problem)
        {
            if (!condition)
                Problem(cmdlet, problem);
        }

        void RequireTypes(string heading, IEnumerable<string> documented, IReadOnlyList<string> declared)
        {
            var expected = declared.Count == 0 ? ["None"] : declared;
            Require(
                documented.Order(StringComparer.Ordinal).SequenceEqual(expected.Order(StringComparer.Ordinal)),
                $"must name under {heading}: {string.Join(", ", expected)}");
        }
    }

    private void Problem(CmdletFacts cmdlet, string problem) => _problems.Add($"{Culture}/{cmdlet.Name}.md {problem}");
}
