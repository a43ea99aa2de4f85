namespace TencentCert.Core.Ssl;

/// <summary>What a certificate that is uploaded is for, by the API's own names.</summary>
public enum SslCertificateType : long
{
    /// <summary>A server's certificate, with its key.</summary>
    SVR,

    /// <summary>A CA, such as one whose client certificates a load balancer takes; without a key.</summary>
    CA,
}
