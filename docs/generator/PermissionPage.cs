using System.Text;

namespace TencentCert.HelpGenerator;

/// <summary>The topic of rights: prose, and as its last section the actions of each cmdlet, which are put in.</summary>
internal static class PermissionPage
{
    private const string Topic = "about_TencentCert_Permissions.md";
    private const string Mark = "*";

    /// <summary>File of the topic in a folder.</summary>
    public static string PathIn(string folder) => Path.Combine(folder, Topic);

    /// <summary>Puts the list into the page.</summary>
    /// <returns>Whether the page changed.</returns>
    public static bool Update(string path, IReadOnlyList<CmdletFacts> cmdlets)
    {
        if (!File.Exists(path) || IsCurrent(path, cmdlets))
        {
            return false;
        }

        File.WriteAllText(path, Prose(File.ReadAllText(path)) + List(cmdlets));
        return true;
    }

    /// <summary>Whether the page says what the cmdlets do.</summary>
    public static bool IsCurrent(string path, IReadOnlyList<CmdletFacts> cmdlets)
    {
        var text = File.ReadAllText(path);
        return text == Prose(text) + List(cmdlets);
    }

    // Up to and with the last heading.
    private static string Prose(string text)
    {
        var heading = text.LastIndexOf("\n## ", StringComparison.Ordinal) + 1;
        return text[..(text.IndexOf('\n', heading) + 1)];
    }

    private static string List(IReadOnlyList<CmdletFacts> cmdlets)
    {
        var text = new StringBuilder("\n");
        foreach (var cmdlet in cmdlets.Where(cmdlet => cmdlet.Actions.Count > 0))
        {
            text.Append("- ").Append(cmdlet.Name).Append(": ")
                .AppendJoin(", ", cmdlet.Actions.Select(action => $"`{action.Name}`{(action.ReturnsKey ? Mark : "")}")).Append('\n');
        }

        return text.ToString();
    }
}
