namespace TencentCert.Emulator.Ssl;

/// <summary>An entry of the service's log of operations on certificates.</summary>
internal sealed record EmulatedSslLogEntry(DateTimeOffset Time, string Type, string CertificateId);
