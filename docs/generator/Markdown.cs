using System.Text;
using System.Text.RegularExpressions;

namespace TencentCert.HelpGenerator;

/// <summary>The Markdown that the pages use: headings, paragraphs, lists, fenced code, links and back-ticks.</summary>
internal static partial class Markdown
{
    private const string Fence = "```";

    /// <summary>Splits a text at its headings of one level; text before the first heading has an empty name.</summary>
    public static IReadOnlyList<(string Heading, IReadOnlyList<string> Lines)> Sections(IEnumerable<string> lines, int level)
    {
        var mark = new string('#', level) + " ";
        var heading = "";
        var body = new List<string>();
        var sections = new List<(string, IReadOnlyList<string>)>();
        var inCode = false;
        foreach (var line in lines)
        {
            inCode ^= line.StartsWith(Fence, StringComparison.Ordinal);
            if (!inCode && line.StartsWith(mark, StringComparison.Ordinal))
            {
                sections.Add((heading, body));
                heading = line[mark.Length..].Trim();
                body = [];
            }
            else
            {
                body.Add(line);
            }
        }

        sections.Add((heading, body));
        return sections;
    }

    /// <summary>The blocks of a text: a paragraph or list item is one line of plain text, code stays as it is.</summary>
    public static IReadOnlyList<(bool IsCode, string Text)> Blocks(IEnumerable<string> lines)
    {
        var blocks = new List<(bool, string)>();
        var prose = new StringBuilder();
        List<string>? code = null;
        void EndProse()
        {
            if (prose.Length > 0)
                blocks.Add((false, Plain(prose.ToString())));

            prose.Clear();
        }

        foreach (var line in lines)
        {
            if (line.StartsWith(Fence, StringComparison.Ordinal))
            {
                EndProse();
                if (code is not null)
                    blocks.Add((true, string.Join('\n', code)));

                code = code is null ? [] : null;
            }
            else if (code is not null)
            {
                code.Add(line);
            }
            else if (string.IsNullOrWhiteSpace(line))
            {
                EndProse();
            }
            else
            {
                if (IsItem(line))
                    EndProse();

                Append(prose, line.Trim());
            }
        }

        EndProse();
        return blocks;
    }

    /// <summary>Whether a character is as wide as two.</summary>
    public static bool IsWide(char character) => character
        is (>= '\u2E80' and <= '\u9FFF') or (>= '\uAC00' and <= '\uD7A3') or (>= '\uF900' and <= '\uFAFF') or (>= '\uFF00' and <= '\uFF60')
        or '\u2018' or '\u2019' or '\u201C' or '\u201D' or '\u2026';

    /// <summary>Text without the marks of links and code.</summary>
    public static string Plain(string text) =>
        Link().Replace(
            text, match => IsAddress(match.Groups[2].Value) ? $"{match.Groups[1].Value} ({match.Groups[2].Value})" : match.Groups[1].Value)
            .Replace("`", "", StringComparison.Ordinal)
            .Replace("**", "", StringComparison.Ordinal);

    public static bool IsItem(string line) => ListItem().IsMatch(line);

    /// <summary>Whether a link's target is on the web rather than another page.</summary>
    public static bool IsAddress(string target) => target.StartsWith("http", StringComparison.Ordinal);

    // Chinese has no spaces between words, so line breaks are removed.
    private static void Append(StringBuilder prose, string line)
    {
        if (prose.Length > 0 && !(IsWide(prose[^1]) && IsWide(line[0])))
            prose.Append(' ');

        prose.Append(line);
    }

    /// <summary>The links of a text: words and target.</summary>
    public static IEnumerable<(string Text, string Target)> Links(IEnumerable<string> lines) =>
        lines.SelectMany(line => Link().Matches(line)).Select(match => (match.Groups[1].Value, match.Groups[2].Value));

    [GeneratedRegex(@"^\s*([-*]|\d+\.)\s")]
    private static partial Regex ListItem();

    [GeneratedRegex(@"\[([^\]]+)\]\(([^)]+)\)")]
    private static partial Regex Link();
}
