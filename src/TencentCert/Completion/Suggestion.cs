namespace TencentCert.Completion;

/// <summary>An object of the account as an argument.</summary>
/// <param name="Value">Text of the argument.</param>
/// <param name="ToolTip">Description.</param>
/// <param name="Name">Display name, by which an id is also found.</param>
internal sealed record Suggestion(string Value, string ToolTip, string? Name = null)
{
    /// <summary>A certificate: also found by domain, described by state and days left.</summary>
    public static Suggestion Of(string id, string? domain, object state, int? daysLeft) => new(
        id,
        daysLeft switch
        {
            null => $"{domain}, {state}",
            < 0 => Wording.Of($"{domain}, {state}, {-daysLeft} days past expiry"),
            _ => Wording.Of($"{domain}, {state}, {daysLeft} days left"),
        },
        domain);

    /// <summary>Whether the typed text is the beginning of the value or part of the name.</summary>
    public bool Matches(string word) =>
        Value.StartsWith(word, StringComparison.OrdinalIgnoreCase) || Name?.Contains(word, StringComparison.OrdinalIgnoreCase) == true;
}
