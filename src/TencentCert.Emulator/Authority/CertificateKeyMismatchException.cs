using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace TencentCert.Emulator.Authority;

/// <summary>A certificate and a private key that are no pair.</summary>
internal sealed class CertificateKeyMismatchException() : Exception("The certificate and the private key do not match.")
{
    /// <exception cref="CryptographicException">The key cannot be read.</exception>
    public static void ThrowUnlessPair(X509Certificate2 certificate, string privateKeyPem)
    {
        if (!IsPair(certificate, privateKeyPem))
        {
            throw new CertificateKeyMismatchException();
        }
    }

    private static bool IsPair(X509Certificate2 certificate, string privateKeyPem)
    {
        try
        {
            if (certificate.GetRSAPublicKey() is { } rsaPublic)
            {
                using var rsa = RSA.Create();
                rsa.ImportFromPem(privateKeyPem);
                return rsa.ExportSubjectPublicKeyInfo().AsSpan().SequenceEqual(rsaPublic.ExportSubjectPublicKeyInfo());
            }

            if (certificate.GetECDsaPublicKey() is { } ecdsaPublic)
            {
                using var ecdsa = ECDsa.Create();
                ecdsa.ImportFromPem(privateKeyPem);
                return ecdsa.ExportSubjectPublicKeyInfo().AsSpan().SequenceEqual(ecdsaPublic.ExportSubjectPublicKeyInfo());
            }
        }
        catch (ArgumentException unreadable)
        {
            throw new CryptographicException(unreadable.Message, unreadable);
        }

        return false;
    }
}
