namespace TencentCert.Gaap;

/// <summary>Authentication of a domain that can be switched off.</summary>
public enum GaapAuthentication : long
{
    /// <summary>Verification of the origin servers' certificate.</summary>
    RealServer,

    /// <summary>GAAP's certificate for the origin servers.</summary>
    Gaap,

    /// <summary>The password of basic authentication.</summary>
    BasicAuth,
}
