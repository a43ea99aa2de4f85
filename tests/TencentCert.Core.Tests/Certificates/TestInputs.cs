using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace TencentCert.Core.Tests.Certificates;

/// <summary>Keys and chains shared by many tests. They are generated once, because RSA keys are slow to generate.</summary>
internal static class TestInputs
{
    public static readonly RSA Rsa = RSA.Create(2048);
    public static readonly RSA OtherRsa = RSA.Create(2048);
    public static readonly ECDsa Ecc = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    public static readonly ECDsa OtherEcc = ECDsa.Create(ECCurve.NamedCurves.nistP384);

    public static readonly TestAuthority Root = TestAuthority.Root();
    public static readonly TestAuthority Upper = Root.Intermediate("Test Upper CA");
    public static readonly TestAuthority Issuer = Upper.Intermediate("Test Issuing CA");

    public static readonly string RsaLeaf = Issuer.Issue(Rsa, "www.example.com", "example.com");
    public static readonly string EccLeaf = Issuer.Issue(Ecc, "ecc.example.com");
    public static readonly string RsaChain = RsaLeaf + Issuer.Pem + Upper.Pem;
    public static readonly string RsaKey = Rsa.ExportPkcs8PrivateKeyPem() + "\n";
    public static readonly string EccKey = Ecc.ExportPkcs8PrivateKeyPem() + "\n";

    public static string EncryptedKey(string password) => Rsa.ExportEncryptedPkcs8PrivateKeyPem(
        password, new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000));

    public static byte[] Pfx(string? password, AsymmetricAlgorithm? key = null)
    {
        using var leaf = X509Certificate2.CreateFromPem(key is ECDsa ? EccLeaf : RsaLeaf);
        using var withKey = key is ECDsa ecc ? leaf.CopyWithPrivateKey(ecc) : leaf.CopyWithPrivateKey((RSA?)key ?? Rsa);
        using var issuer = X509CertificateLoader.LoadCertificate(Issuer.Der);
        using var upper = X509CertificateLoader.LoadCertificate(Upper.Der);
        return new X509Certificate2Collection { upper, withKey, issuer }.Export(X509ContentType.Pkcs12, password)!;
    }

    public static byte[] Der(string pem)
    {
        var fields = PemEncoding.Find(pem);
        return Convert.FromBase64String(pem[fields.Base64Data]);
    }
}
