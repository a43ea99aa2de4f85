namespace TencentCert.Core.Certificates;

/// <summary>Whether a private key belongs to a certificate.</summary>
public enum KeyMatch : long
{
    /// <summary>The platform cannot compare keys of this algorithm (SM2, Ed25519, …).</summary>
    CannotTell,

    /// <summary>The key belongs to the certificate.</summary>
    Matches,

    /// <summary>The key belongs to another certificate.</summary>
    Differs,
}
