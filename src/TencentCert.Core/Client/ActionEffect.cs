namespace TencentCert.Core.Client;

/// <summary>What running an action twice would do; decides which failures may be repeated.</summary>
public enum ActionEffect : long
{
    /// <summary>Changes nothing.</summary>
    Read,

    /// <summary>A second run leaves the same state as the first.</summary>
    Idempotent,

    /// <summary>A second run does a second thing: it is never repeated once a request may have arrived.</summary>
    Once,
}
