using TencentCert.Core.Errors;

namespace TencentCert.Core.Client;

/// <summary>A successful answer.</summary>
/// <param name="Value">Content of <c>Response</c>.</param>
/// <param name="RequestId">To quote to Tencent's support.</param>
/// <param name="Attempts">Attempts it took.</param>
public sealed record ApiAnswer<TResponse>(TResponse Value, string RequestId, int Attempts)
    where TResponse : class;

/// <summary>What one call may be told.</summary>
public sealed record ApiCallOptions
{
    /// <summary>Throttled and busy answers are waited out, and faults repeated, until then.</summary>
    public DateTimeOffset? Deadline { get; init; }

    /// <summary>Overrides the table where the request's content decides, such as an upload that may not repeat.</summary>
    public ActionEffect? Effect { get; init; }

    /// <summary>False hands "something else is under way" to the caller, who knows better when to ask again.</summary>
    public bool RepeatWhenBusy { get; init; } = true;

    /// <summary>The caller has waited for this call's turn below the rate limit (<see cref="ApiClient.TakeTurnAsync"/>).</summary>
    internal bool TurnTaken { get; init; }

    /// <summary>Region of this call instead of the connection's.</summary>
    public string? Region { get; init; }
}

/// <summary>One attempt, for a line of <c>-Verbose</c>. Never holds a body.</summary>
/// <param name="Action">Such as <c>gaap:ModifyCertificate</c>.</param>
/// <param name="Attempt">From 1.</param>
/// <param name="Duration">From sending to the last byte.</param>
/// <param name="RequestId">RequestId, if an answer came.</param>
/// <param name="Code">Error code; null for success.</param>
/// <param name="Pause">Pause before the next attempt; null when there is none.</param>
public sealed record ApiAttempt(string Action, int Attempt, TimeSpan Duration, string? RequestId, string? Code, TimeSpan? Pause)
{
    /// <summary>Why the key it was signed with, which is about to end, could not be renewed.</summary>
    public TencentCertException? RenewalFailure { get; init; }
}
