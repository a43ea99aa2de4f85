namespace TencentCert.Emulator.Authority;

/// <summary>For how long issued certificates and their orders are valid.</summary>
internal static class CertificateLifetime
{
    /// <summary>The longest that certificate authorities issue.</summary>
    public static readonly TimeSpan Maximum = TimeSpan.FromDays(199);

    public static readonly TimeSpan FreeOrder = TimeSpan.FromDays(90);

    public static readonly TimeSpan PaidOrder = TimeSpan.FromDays(365);
}
