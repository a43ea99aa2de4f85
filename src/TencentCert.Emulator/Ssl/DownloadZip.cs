using System.IO.Compression;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using TencentCert.Emulator.Authority;

namespace TencentCert.Emulator.Ssl;

/// <summary>The ZIP of a certificate as in Tencent's downloads: without its key, there are no key and PFX files. JKS is omitted.</summary>
internal sealed class DownloadZip
{
    private readonly CertificateMaterial _material;
    private readonly string _name;
    private readonly string? _keyPassword;

    private DownloadZip(EmulatedSslCertificate certificate)
    {
        _material = certificate.Material!;
        _name = certificate.Names[0].Replace('*', '_');
        _keyPassword = certificate.KeyPassword;
    }

    public static byte[] Pack(EmulatedSslCertificate certificate, ZipLayout layout)
    {
        var zip = new DownloadZip(certificate);
        using var content = new MemoryStream();
        using (var archive = new ZipArchive(content, ZipArchiveMode.Create, leaveOpen: true))
        {
            if (layout == ZipLayout.AllFormat)
                zip.AddAllFormat(archive);
            else
                zip.AddPerServer(archive);

            if (certificate.CsrPem is { } csr)
                Add(archive, $"{zip._name}.csr", csr);
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

    private static void Add(ZipArchive archive, string path, string? text)
    {
        if (text is not null)
            Add(archive, path, Encoding.UTF8.GetBytes(text));
    }

    private static void Add(ZipArchive archive, string path, byte[] bytes)
    {
        using var stream = archive.CreateEntry(path, CompressionLevel.Fastest).Open();
        stream.Write(bytes);
    }

    private void AddPfx(ZipArchive archive, string folder)
    {
        if (_material.ExportPrivateKeyPem() is not { } key)
            return;

        var password = _keyPassword ?? RandomNumberGenerator.GetHexString(16, lowercase: true);
        using var leaf = X509Certificate2.CreateFromPem(_material.ChainPem, key);
        var chain = ReadChain();
        chain[0] = leaf;
        Add(archive, $"{folder}{_name}.pfx", chain.Export(X509ContentType.Pkcs12, password)!);
        if (_keyPassword is null)
            Add(archive, folder + "keystorePass.txt", password);
    }

    private X509Certificate2Collection ReadChain()
    {
        var chain = new X509Certificate2Collection();
        chain.ImportFromPem(_material.ChainPem);
        return chain;
    }

    private string LeafPem() => ReadChain()[0].ExportCertificatePem() + "\n";

    private string IntermediatesPem() =>
        string.Concat(ReadChain().Skip(1).Select(certificate => certificate.ExportCertificatePem() + "\n"));
}
