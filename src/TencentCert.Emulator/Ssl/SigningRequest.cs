using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using TencentCert.Emulator.Authority;

namespace TencentCert.Emulator.Ssl;

/// <summary>A signing request a caller uploads.</summary>
internal static class SigningRequest
{
    /// <summary>Its key, once its own signature holds.</summary>
    public static CertificateKey KeyOf(string pem)
    {
        try
        {
            return CertificateKey.External(CertificateRequest.LoadSigningRequestPem(pem, HashAlgorithmName.SHA256).PublicKey);
        }
        catch (Exception exception) when (exception is ArgumentException or CryptographicException)
        {
            throw new ApiErrorException(
                "FailedOperation.CertificateInvalid", "The signing request cannot be read or its signature is wrong.");
        }
    }
}
