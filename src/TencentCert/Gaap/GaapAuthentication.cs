namespace TencentCert.Gaap;

/// <summary>Authentication of a domain that can be switched off.</summary>
public enum GaapAuthentication : long
{
    /// <summary>The check of the origin servers' certificate.</summary>
    RealServer,

    /// <summary>GAAP's own certificate towards the origin servers.</summary>
    Gaap,

    /// <summary>The password of basic authentication.</summary>
    BasicAuth,
}
