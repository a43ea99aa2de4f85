namespace TencentCert.Emulator.Gaap;

/// <summary>
/// An accepted change that takes effect later. Until then, its listener accepts no other change, and its certificates cannot be deleted.
/// The call's RequestId identifies the task. There is no domain when the listener changes.
/// </summary>
internal sealed record GaapChange(
    string TaskId,
    EmulatedGaapListener Listener,
    EmulatedGaapDomain? Domain,
    IReadOnlyList<string> CertificateIds,
    Action Apply,
    bool Fails)
{
    private bool _isDone;

    public string Status => !_isDone ? "RUNNING" : Fails ? "FAIL" : "SUCCESS";

    public void Finish()
    {
        if (!Fails)
            Apply();

        _isDone = true;
        Listener.Change = null;
    }
}
