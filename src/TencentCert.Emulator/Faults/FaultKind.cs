namespace TencentCert.Emulator.Faults;

/// <summary>Kinds of faults. The kinds after the work execute the request first, so that a repetition would execute it twice.</summary>
public enum FaultKind
{
    /// <summary>Does the work, then drops the connection without a response.</summary>
    LoseAnswer,

    /// <summary>Drops the connection before any work.</summary>
    Refuse,

    /// <summary>Responds with <c>RequestLimitExceeded</c>.</summary>
    Throttle,

    /// <summary>Waits, then works as usual.</summary>
    Delay,

    /// <summary>Responds with HTTP 502 before any work.</summary>
    ServerError,

    /// <summary>Does the work, then responds with HTTP 502.</summary>
    ServerErrorAfterWork,

    /// <summary>Responds with HTTP 200 with a web page instead of JSON, before any work.</summary>
    Html,

    /// <summary>Does the work, then responds with HTTP 200 with a web page.</summary>
    HtmlAfterWork,

    /// <summary>Does the work, then sends half of the response and drops the connection.</summary>
    TruncatedBody,

    /// <summary>Responds with <c>FailedOperation.ListenerHasTask</c>; under <c>*</c> only for actions that change listeners.</summary>
    BusyListener,

    /// <summary>Responds with <c>InternalError</c> before any work.</summary>
    InternalError,

    /// <summary>Does the work, then responds with <c>InternalError</c>.</summary>
    InternalErrorAfterWork,

    /// <summary>Accepts a GAAP change that never takes effect; its task ends as <c>FAIL</c>.</summary>
    ChangeFails,

    /// <summary>Responds with an error code of the planner's choice before any work.</summary>
    ErrorCode,

    /// <summary>Does the work, then responds with an object in place of each value except the RequestId.</summary>
    OddIds,
}
