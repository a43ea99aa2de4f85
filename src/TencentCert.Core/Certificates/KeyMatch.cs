namespace TencentCert.Core.Certificates;

/// <summary>Whether a private key belongs to a certificate.</summary>
public enum KeyMatch : long
{
    /// <summary>The algorithm (SM2, Ed25519, …) is not one this platform can compare.</summary>
    CannotTell,

    /// <summary>It does.</summary>
    Matches,

    /// <summary>It belongs to another one.</summary>
    Differs,
}
