using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace TencentCert.Emulator.Authority;

/// <summary>A key pair, created when it is first read: RSA keys are the most expensive part of a start.</summary>
internal sealed class CertificateKey
{
    private readonly Lazy<Pair> _pair;

    private CertificateKey(string algorithm, string parameter, Func<Pair> create)
    {
        Algorithm = algorithm;
        Parameter = parameter;
        _pair = new Lazy<Pair>(create);
    }

    /// <summary>RSA or ECC, as the API spells it.</summary>
    public string Algorithm { get; }

    /// <summary>Key size or curve, as the API spells it.</summary>
    public string Parameter { get; }

    public PublicKey PublicKey => _pair.Value.PublicKey;

    /// <summary>PKCS#1 or SEC 1, as Tencent hands keys out.</summary>
    public string PrivateKeyPem => _pair.Value.PrivateKeyPem;

    public static CertificateKey Rsa(int bits) => new("RSA", bits.ToString(System.Globalization.CultureInfo.InvariantCulture), () =>
    {
        using var rsa = RsaKeySource.Create(bits);
        return new Pair(new PublicKey(rsa), rsa.ExportRSAPrivateKeyPem() + "\n");
    });

    public static CertificateKey Ecc(string curve) => new("ECC", curve, () =>
    {
        using var ecdsa = ECDsa.Create(curve == "secp384r1" ? ECCurve.NamedCurves.nistP384 : ECCurve.NamedCurves.nistP256);
        return new Pair(new PublicKey(ecdsa), ecdsa.ExportECPrivateKeyPem() + "\n");
    });

    private sealed record Pair(PublicKey PublicKey, string PrivateKeyPem);
}
