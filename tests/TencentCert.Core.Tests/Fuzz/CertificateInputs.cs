using System.IO.Compression;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using TencentCert.Core.Certificates;
using TencentCert.Core.Tests.Certificates;

namespace TencentCert.Core.Tests.Fuzz;

/// <summary>
/// Inputs from files and archives: each kind with its reader, and inputs that were read incorrectly in earlier versions.
/// </summary>
internal static class CertificateInputs
{
    private const string Password = "hunter2";

    private static readonly PbeParameters Cheap = new(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 10);

    /// <summary>Reader and good input of each kind.</summary>
    public static readonly IReadOnlyDictionary<string, (Action<byte[]> Read, byte[] Good)> Kinds = new Dictionary<string,
        (Action<byte[]>, byte[])>
    {
        ["certificate"] = (bytes => CertificateChain.FromPem(Text(bytes)), Bytes(TestInputs.RsaChain + TestInputs.Root.Pem)),
        ["der"] = (bytes => CertificateChain.FromDer(bytes), TestInputs.Der(TestInputs.EccLeaf)),
        ["certificate der in pem"] = (bytes => CertificateChain.FromPem(Pem("CERTIFICATE", bytes)), TestInputs.Der(TestInputs.RsaLeaf)),
        ["key"] = (bytes => PrivateKeyPem.Parse(Text(bytes)), Bytes(TestInputs.RsaKey)),
        ["key der"] = (bytes => PrivateKeyPem.Parse(Pem("PRIVATE KEY", bytes)), TestInputs.Ecc.ExportPkcs8PrivateKey()),
        ["traditional key der"] = (bytes => PrivateKeyPem.Parse(Pem("EC PRIVATE KEY", bytes)), TestInputs.Ecc.ExportECPrivateKey()),
        ["encrypted key der"] = (
            bytes => Opened(passphrase => PrivateKeyPem.Parse(Pem("ENCRYPTED PRIVATE KEY", bytes), passphrase)),
            TestInputs.Ecc.ExportEncryptedPkcs8PrivateKey(Password, Cheap)),
        ["request der"] = (
            bytes => CertificateRequestPem.Parse(Pem("CERTIFICATE REQUEST", bytes)),
            TestInputs.Der(CertificateRequestFactory.Create(["example.com", "*.example.com"], KeyKind.EccPrime256v1).Request.ToPem())),
        ["pfx"] = (bytes => Opened(passphrase => CertificateBundle.FromPfx(bytes, passphrase)), Pfx()),
        ["zip"] = (bytes => Opened(passphrase => CertificateArchive.Read(bytes).ToBundle(passphrase)), Zip()),
    };

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static string Text(byte[] bytes) => Encoding.UTF8.GetString(bytes);

    private static string Pem(string label, byte[] der) => PemEncoding.WriteString(label, der);

    private static void Opened(Action<Passphrase> read)
    {
        using var passphrase = new Passphrase(Password);
        read(passphrase);
    }

    private static byte[] Pfx()
    {
        var contents = new Pkcs12SafeContents();
        using var leaf = X509Certificate2.CreateFromPem(TestInputs.EccLeaf);
        using var issuer = X509CertificateLoader.LoadCertificate(TestInputs.Issuer.Der);
        contents.AddCertificate(leaf);
        contents.AddCertificate(issuer);
        contents.AddShroudedKey(TestInputs.Ecc, Password, Cheap);
        var builder = new Pkcs12Builder();
        builder.AddSafeContentsEncrypted(contents, Password, Cheap);
        builder.SealWithMac(Password, HashAlgorithmName.SHA256, 10);
        return builder.Encode();
    }

    private static byte[] Zip()
    {
        using var content = new MemoryStream();
        using (var zip = new ZipArchive(content, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add("example.com_nginx/example.com_bundle.crt", Bytes(TestInputs.RsaChain));
            Add("example.com_nginx/example.com.key", Bytes(TestInputs.RsaKey));
            Add("example.com_iis/example.com.pfx", Pfx());
            Add("example.com_iis/keystorePass.txt", Bytes(Password));

            void Add(string name, byte[] bytes)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(bytes);
            }
        }

        return content.ToArray();
    }
}
