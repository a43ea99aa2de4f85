using System.IO.Compression;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using TencentCert.Emulator.Authority;

namespace TencentCert.Emulator.Ssl;

/// <summary>The ZIP of a certificate as in Tencent's downloads: without its key, there are no key and PFX files. JKS is omitted.</summary>
internal sealed class DownloadZip(EmulatedSslCertificate certificate)
{
    private readonly CertificateMaterial _material = certificate.Material!;
    private readonly string _name = certificate.Names[0].Replace('*', '_');

    public byte[] Pack(ZipLayout layout)
    {
        using var content = new MemoryStream();
        using (var archive = new ZipArchive(content, ZipArchiveMode.Create, leaveOpen: true))
        {
            if (layout == ZipLayout.AllFormat)
                AddAllFormat(archive);
            else
                AddPerServer(archive);

            Add(archive, $"{_name}.csr", certificate.CsrPem);
        }

        return content.ToArray();
    }

    private void AddAllFormat(ZipArchive archive)
    {
        Add(archive, $"Nginx/1_{_name}_bundle.crt", _material.ChainPem);
        Add(archive, $"Nginx/2_{_name}.key", _material.ExportPrivateKeyPem());
        Add(archive, "Apache/1_root_bundle.crt", IntermediatesPem());
        Add(archive, $"Apache/2_{_name}.crt", LeafPem());
        Add(archive, $"Apache/3_{_name}.key", _material.ExportPrivateKeyPem());
        AddPfx(archive, "IIS/");
    }

    private void AddPerServer(ZipArchive archive)
    {
        Add(archive, $"{_name}_nginx/{_name}_bundle.crt", _material.ChainPem);
        Add(archive, $"{_name}_nginx/{_name}_bundle.pem", _material.ChainPem);
        Add(archive, $"{_name}_nginx/{_name}.key", _material.ExportPrivateKeyPem());
        Add(archive, $"{_name}_apache/root_bundle.crt", IntermediatesPem());
        Add(archive, $"{_name}_apache/{_name}.crt", LeafPem());
        Add(archive, $"{_name}_apache/{_name}.key", _material.ExportPrivateKeyPem());
        AddPfx(archive, $"{_name}_iis/");
    }

    private static void Add(ZipArchive archive, string path, string? text) =>
        Add(archive, path, text is null ? null : Encoding.UTF8.GetBytes(text));

    private static void Add(ZipArchive archive, string path, byte[]? bytes)
    {
        if (bytes is null)
            return;

        using var stream = archive.CreateEntry(path, CompressionLevel.Fastest).Open();
        stream.Write(bytes);
    }

    private void AddPfx(ZipArchive archive, string folder)
    {
        if (_material.ExportPrivateKeyPem() is not { } key)
            return;

        var password = certificate.KeyPassword ?? RandomNumberGenerator.GetHexString(16, lowercase: true);
        using var leaf = X509Certificate2.CreateFromPem(_material.ChainPem, key);
        var chain = CertificateMaterial.ReadChain(_material.ChainPem);
        chain[0] = leaf;
        Add(archive, $"{folder}{_name}.pfx", chain.Export(X509ContentType.Pkcs12, password));
        if (certificate.KeyPassword is null)
            Add(archive, folder + "keystorePass.txt", password);
    }

    private string LeafPem() => _material.Leaf.ExportCertificatePem() + "\n";

    private string IntermediatesPem() => string.Concat(
        CertificateMaterial.ReadChain(_material.ChainPem).Skip(1).Select(certificate => certificate.ExportCertificatePem() + "\n"));
}
