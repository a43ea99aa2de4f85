namespace TencentCert.Core.Certificates;

/// <summary>Intended use of a checked certificate.</summary>
public enum CertificatePurpose : long
{
    /// <summary>A TLS server's certificate, with its key.</summary>
    Server,

    /// <summary>A TLS client's certificate, with its key.</summary>
    Client,

    /// <summary>A trusted CA; without a key.</summary>
    Authority,
}
