namespace TencentCert.Core.Client;

/// <summary>The effect of repeating an action; decides which failures may be retried.</summary>
public enum ActionEffect : long
{
    /// <summary>Changes nothing.</summary>
    Read,

    /// <summary>Repeating the action leaves the same state.</summary>
    Idempotent,

    /// <summary>Repeating the action has a second effect: it is never retried once a request may have arrived.</summary>
    Once,
}
