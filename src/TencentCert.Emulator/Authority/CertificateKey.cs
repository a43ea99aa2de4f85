using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace TencentCert.Emulator.Authority;

/// <summary>A key pair, created when it is first read: RSA keys are the most expensive part of a start.</summary>
internal sealed class CertificateKey
{
    private readonly Lazy<(PublicKey Public, string? PrivatePem)> _pair;

    private CertificateKey(string algorithm, string parameter, Func<(PublicKey, string?)> create)
    {
        Algorithm = algorithm;
        Parameter = parameter;
        _pair = new(create);
    }

    /// <summary>RSA or ECC, as the API spells it; empty for a key that stays with the caller.</summary>
    public string Algorithm { get; }

    /// <summary>Key size or curve, as the API spells it.</summary>
    public string Parameter { get; }

    public bool IsExternal => Algorithm.Length == 0;

    public PublicKey PublicKey => _pair.Value.Public;

    /// <summary>PKCS#1 or SEC 1, as Tencent hands keys out; null for a key that stays with the caller.</summary>
    public string? PrivateKeyPem => _pair.Value.PrivatePem;

    public static CertificateKey Rsa(int bits) => new("RSA", bits.ToString(CultureInfo.InvariantCulture), () =>
    {
        using var rsa = RsaKeySource.Create(bits);
        return (new PublicKey(rsa), rsa.ExportRSAPrivateKeyPem() + "\n");
    });

    public static CertificateKey Ecc(string curve) => new("ECC", curve, () =>
    {
        using var ecdsa = ECDsa.Create(curve == "secp384r1" ? ECCurve.NamedCurves.nistP384 : ECCurve.NamedCurves.nistP256);
        return (new PublicKey(ecdsa), ecdsa.ExportECPrivateKeyPem() + "\n");
    });

    /// <summary>A key that stays with the caller.</summary>
    public static CertificateKey External(PublicKey key) => new("", "", () => (key, null));

    /// <summary>The key of a signing request that a caller uploads, once its own signature holds.</summary>
    public static CertificateKey OfRequest(string pem)
    {
        try
        {
            return External(CertificateRequest.LoadSigningRequestPem(pem, HashAlgorithmName.SHA256).PublicKey);
        }
        catch (Exception exception) when (exception is ArgumentException or CryptographicException)
        {
            throw new ApiErrorException(
                "FailedOperation.CertificateInvalid", "The signing request cannot be read or its signature is wrong.");
        }
    }
}
