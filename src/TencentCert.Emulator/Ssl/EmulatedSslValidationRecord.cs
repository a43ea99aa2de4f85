namespace TencentCert.Emulator.Ssl;

/// <summary>A DNS record or file the customer has to publish.</summary>
internal sealed record EmulatedSslValidationRecord(string Key, string Value, string Domain, string SubDomain, string? Path, string Type);
