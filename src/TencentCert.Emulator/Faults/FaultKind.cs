namespace TencentCert.Emulator.Faults;

/// <summary>What goes wrong. "After the work" kinds change the world first, so that a blind repetition does harm.</summary>
public enum FaultKind
{
    /// <summary>Does the work, then drops the connection without a response.</summary>
    LoseAnswer,

    /// <summary>Drops the connection before any work.</summary>
    Refuse,

    /// <summary>Answers <c>RequestLimitExceeded</c>.</summary>
    Throttle,

    /// <summary>Waits, then works as usual.</summary>
    Delay,

    /// <summary>Answers HTTP 502 before any work.</summary>
    ServerError,

    /// <summary>Does the work, then answers HTTP 502.</summary>
    ServerErrorAfterWork,

    /// <summary>Answers HTTP 200 with a web page instead of JSON, before any work.</summary>
    Html,

    /// <summary>Does the work, then answers HTTP 200 with a web page.</summary>
    HtmlAfterWork,

    /// <summary>Does the work, then sends half of the response and drops the connection.</summary>
    TruncatedBody,

    /// <summary>Answers <c>FailedOperation.ListenerHasTask</c>; under <c>*</c> only for actions that may find a listener busy.</summary>
    BusyListener,

    /// <summary>Answers <c>InternalError</c> before any work.</summary>
    InternalError,

    /// <summary>Does the work, then answers <c>InternalError</c>.</summary>
    InternalErrorAfterWork,

    /// <summary>Accepts a GAAP change that never takes effect; its task ends as <c>FAIL</c>.</summary>
    ChangeFails,

    /// <summary>Answers an error code of the planner's choice before any work.</summary>
    ErrorCode,

    /// <summary>Does the work, then answers with an object in place of each value but the RequestId: no id of it is one.</summary>
    OddIds,
}
