namespace TencentCert.Core.Certificates;

/// <summary>A new request and the key it was made with. Keep the key: no one else has it.</summary>
public sealed class CreatedCertificateRequest
{
    internal CreatedCertificateRequest(CertificateRequestPem request, PrivateKeyPem key)
    {
        Request = request;
        Key = key;
    }

    /// <summary>The request, to be sent.</summary>
    public CertificateRequestPem Request { get; }

    /// <summary>Its key, to be kept.</summary>
    public PrivateKeyPem Key { get; }

    /// <summary>Takes the two apart.</summary>
    public void Deconstruct(out CertificateRequestPem request, out PrivateKeyPem key) => (request, key) = (Request, Key);
}
