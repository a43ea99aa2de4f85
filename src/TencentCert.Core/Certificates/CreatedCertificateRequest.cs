namespace TencentCert.Core.Certificates;

/// <summary>A new request and its key. The caller must keep the key; there is no other copy.</summary>
public sealed class CreatedCertificateRequest
{
    internal CreatedCertificateRequest(CertificateRequestPem request, PrivateKeyPem key)
    {
        Request = request;
        Key = key;
    }

    /// <summary>The request to submit.</summary>
    public CertificateRequestPem Request { get; }

    /// <summary>Its key, to keep.</summary>
    public PrivateKeyPem Key { get; }

    /// <summary>Deconstructs into request and key.</summary>
    public void Deconstruct(out CertificateRequestPem request, out PrivateKeyPem key) => (request, key) = (Request, Key);
}
