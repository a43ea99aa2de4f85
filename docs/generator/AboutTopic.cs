using System.Text;

namespace TencentCert.HelpGenerator;

/// <summary>Turns a topic's page into the text file that Get-Help shows.</summary>
internal static class AboutTopic
{
    private const int Width = 78;
    private const string Indent = "    ";
    private const string Opening = "（《“";
    private const string Closing = "，。；：！？、）》”… ";

    /// <summary>The text. PowerShell reads the synopsis from its fifth line.</summary>
    public static string Text(string path, IEnumerable<string> additionalLines)
    {
        var sections = Markdown.Sections([.. File.ReadAllLines(path), .. additionalLines], 2);
        var intro = Markdown.Blocks(sections[0].Lines.Where(line => !line.StartsWith("# ", StringComparison.Ordinal)));
        var text = new StringBuilder()
            .Append("TOPIC\n").Append(Indent).Append(Path.GetFileNameWithoutExtension(path)).Append("\n\n")
            .Append("SHORT DESCRIPTION\n").Append(Indent).Append(intro[0].Text).Append('\n');
        Append(text, intro.Skip(1));
        foreach (var (heading, lines) in sections.Skip(1))
        {
            text.Append('\n').Append(Markdown.Plain(heading).ToUpperInvariant()).Append('\n');
            Append(text, Markdown.Blocks(lines), first: true);
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, IEnumerable<(bool IsCode, string Text)> blocks, bool first = false)
    {
        var afterItem = false;
        foreach (var (isCode, block) in blocks)
        {
            var isItem = !isCode && Markdown.IsItem(block);
            if (!first && !(isItem && afterItem))
                text.Append('\n');

            first = false;
            afterItem = isItem;
            var lines = isCode ? block.Split('\n').Select(line => Indent + line) : Wrap(block, isItem ? "  " : "");
            foreach (var line in lines)
                text.Append((Indent + line).TrimEnd()).Append('\n');
        }
    }

    private static IEnumerable<string> Wrap(string text, string hanging)
    {
        var line = new StringBuilder();
        var width = 0;
        foreach (var word in Words(text))
        {
            var wide = word.Sum(character => Markdown.IsWide(character) ? 2 : 1);
            if (width + word.TrimEnd().Length + (wide - word.Length) > Width - Indent.Length && line.Length > 0)
            {
                yield return line.ToString().TrimEnd();
                line.Clear().Append(hanging);
                width = hanging.Length;
            }

            line.Append(word);
            width += wide;
        }

        if (line.ToString().Trim().Length > 0)
            yield return line.ToString().TrimEnd();
    }

    // A line may end after a space or after a Chinese character, but not before Chinese punctuation.
    private static IEnumerable<string> Words(string text)
    {
        var start = 0;
        for (var index = 0; index < text.Length; index++)
        {
            var next = index + 1 < text.Length ? text[index + 1] : ' ';
            var mayEnd = text[index] == ' ' || Markdown.IsWide(next)
                || (Markdown.IsWide(text[index]) && !Opening.Contains(text[index], StringComparison.Ordinal));
            if (mayEnd && !Closing.Contains(next, StringComparison.Ordinal))
            {
                yield return text[start..(index + 1)];
                start = index + 1;
            }
        }

        yield return text[start..];
    }
}
