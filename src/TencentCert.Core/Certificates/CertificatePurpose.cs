namespace TencentCert.Core.Certificates;

/// <summary>What a certificate is checked for.</summary>
public enum CertificatePurpose : long
{
    /// <summary>A TLS server's certificate, with its key.</summary>
    Server,

    /// <summary>A TLS client's certificate, with its key.</summary>
    Client,

    /// <summary>A CA whose certificates are to be trusted; without a key.</summary>
    Authority,
}
