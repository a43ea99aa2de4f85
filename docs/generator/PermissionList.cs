namespace TencentCert.HelpGenerator;

/// <summary>The actions of each cmdlet, as the last section of the topic of rights; in no page, so that it is never outdated.</summary>
internal static class PermissionList
{
    private const string Topic = "about_TencentCert_Permissions";
    private const string Mark = "*";

    /// <summary>Lines to put under a topic; none for any other.</summary>
    public static IEnumerable<string> For(string topic, IReadOnlyList<CmdletFacts> cmdlets) =>
        Path.GetFileNameWithoutExtension(topic) != Topic
        ? []
        : cmdlets.Where(cmdlet => cmdlet.Actions.Count > 0).Select(cmdlet =>
            $"- {cmdlet.Name}: {string.Join(", ", cmdlet.Actions.Select(action => action.Name + (action.ReturnsKey ? Mark : "")))}");
}
