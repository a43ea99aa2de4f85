namespace TencentCert.Core.Client;

/// <summary>A successful response.</summary>
/// <param name="Value">Content of <c>Response</c>.</param>
/// <param name="RequestId">RequestId, for Tencent's support.</param>
/// <param name="Attempts">Number of attempts.</param>
public sealed record ApiAnswer<TResponse>(TResponse Value, string RequestId, int Attempts)
    where TResponse : class;

/// <summary>Options of one call.</summary>
public sealed record ApiCallOptions
{
    /// <summary>Throttled, busy and transient failures are retried until then.</summary>
    public DateTimeOffset? Deadline { get; init; }

    /// <summary>Overrides the action's effect where the content of the request decides, such as an upload that may not repeat.</summary>
    public ActionEffect? Effect { get; init; }

    /// <summary>Whether busy responses are retried; false leaves that to the caller.</summary>
    public bool RepeatWhenBusy { get; init; } = true;

    /// <summary>Whether the caller has already waited for the rate limit (<see cref="ApiClient.AcquireSlotAsync"/>).</summary>
    internal bool HasSlot { get; init; }

    /// <summary>Region of this call instead of the connection's.</summary>
    public string? Region { get; init; }
}

/// <summary>One attempt, for a <c>-Verbose</c> line. Never contains a body.</summary>
/// <param name="Action">Such as <c>gaap:ModifyCertificate</c>.</param>
/// <param name="Attempt">From 1.</param>
/// <param name="Duration">From sending to the last byte.</param>
/// <param name="RequestId">RequestId, if there was a response.</param>
/// <param name="Code">Error code; null for success.</param>
/// <param name="Pause">Pause before the next attempt; null when there is none.</param>
public sealed record ApiAttempt(string Action, int Attempt, TimeSpan Duration, string? RequestId, string? Code, TimeSpan? Pause)
{
    /// <summary>Why the expiring key that signed the attempt could not be renewed.</summary>
    public TencentCertException? RenewalFailure { get; init; }
}
