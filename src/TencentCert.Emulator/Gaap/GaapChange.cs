namespace TencentCert.Emulator.Gaap;

/// <summary>An accepted change that takes effect later; its listener accepts no other change until then.</summary>
internal sealed class GaapChange
{
    /// <summary>RequestId of the call, which identifies the task.</summary>
    public required string TaskId { get; init; }

    public required EmulatedGaapListener Listener { get; init; }

    /// <summary>The domain that changes; null when the listener does.</summary>
    public required EmulatedGaapDomain? Domain { get; init; }

    /// <summary>Certificates to bind, which cannot be deleted until then.</summary>
    public required IReadOnlyList<string> CertificateIds { get; init; }

    public required Action Apply { get; init; }

    /// <summary>Whether it ends without effect.</summary>
    public bool Fails { get; init; }

    public bool IsDone { get; private set; }

    public string Status => !IsDone ? "RUNNING" : Fails ? "FAIL" : "SUCCESS";

    public void Finish()
    {
        if (!Fails)
            Apply();

        IsDone = true;
        Listener.Change = null;
    }
}
