using TencentCert.Core.Strings;

namespace TencentCert.Completion;

/// <summary>Something of the account that an argument can name.</summary>
/// <param name="Value">What is typed.</param>
/// <param name="ToolTip">What it is.</param>
/// <param name="Name">What people call it; an id is found by it too.</param>
internal sealed record Suggestion(string Value, string ToolTip, string? Name = null)
{
    /// <summary>A certificate: found by its domain too, told apart by its state and the days it has left.</summary>
    public static Suggestion Of(string id, string? domain, object state, int? daysLeft) => new(
        id,
        daysLeft switch
        {
            null => $"{domain}, {state}",
            < 0 => Wording.Of($"{domain}, {state}, ended {-daysLeft} days ago"),
            _ => Wording.Of($"{domain}, {state}, {daysLeft} days left"),
        },
        domain);

    /// <summary>Whether this may be what was begun: the beginning of the value, or any part of the name.</summary>
    public bool Matches(string word) =>
        Value.StartsWith(word, StringComparison.OrdinalIgnoreCase) || Name?.Contains(word, StringComparison.OrdinalIgnoreCase) == true;
}
