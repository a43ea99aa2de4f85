namespace TencentCert.Emulator.Ssl;

/// <summary>The service's log of operations on certificates.</summary>
internal sealed class SslLog
{
    private readonly List<EmulatedSslLogEntry> _entries = [];

    /// <summary>All entries, oldest first.</summary>
    public IReadOnlyList<EmulatedSslLogEntry> All => _entries;

    public void Add(DateTimeOffset time, string type, string certificateId) =>
        _entries.Add(new EmulatedSslLogEntry(time, type, certificateId));
}

internal sealed record EmulatedSslLogEntry(DateTimeOffset Time, string Type, string CertificateId);
