using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace TencentCert.Emulator.Authority;

/// <summary>A certificate and a private key do not belong together.</summary>
internal sealed class CertificateKeyMismatchException() : Exception("The certificate and the private key do not match.")
{
    /// <exception cref="CryptographicException">The key cannot be read.</exception>
    public static void ThrowUnlessPair(X509Certificate2 certificate, string privateKeyPem)
    {
        if (!certificate.PublicKey.ExportSubjectPublicKeyInfo().AsSpan().SequenceEqual(PublicKeyOf(privateKeyPem)))
            throw new CertificateKeyMismatchException();
    }

    private static byte[] PublicKeyOf(string privateKeyPem)
    {
        // A readable key of the other kind is a mismatch, not an unreadable key.
        foreach (var algorithm in new AsymmetricAlgorithm[] { RSA.Create(), ECDsa.Create() })
        {
            using var key = algorithm;
            try
            {
                key.ImportFromPem(privateKeyPem);
                return key.ExportSubjectPublicKeyInfo();
            }
            catch (Exception exception) when (exception is ArgumentException or CryptographicException)
            {
            }
        }

        throw new CryptographicException("The private key cannot be read.");
    }
}
