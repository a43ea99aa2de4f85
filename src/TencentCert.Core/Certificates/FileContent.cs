using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace TencentCert.Core.Certificates;

/// <summary>A user's file and its detected format.</summary>
internal sealed class FileContent(string path, byte[] bytes)
{
    public string Source { get; } = Wording.Of($"'{path}'");

    public byte[] Bytes => bytes;

    public X509ContentType Kind { get; } = KindOf(bytes);

    public bool IsPem => Decode().Contains("-----BEGIN ", StringComparison.Ordinal);

    /// <summary>The file as text; the error names a binary file.</summary>
    public string Text => Bytes switch
    {
        _ when IsPem => Decode(),
        _ when Kind == X509ContentType.Pfx => throw Wrong($"a PFX file, not PEM text: give it alone, as the certificate file"),
        _ when Kind == X509ContentType.Cert => throw Wrong($"a binary certificate, neither a private key nor a request"),
        _ when Kind == X509ContentType.Pkcs7 => throw Wrong($"a PKCS#7 bundle: convert it first with openssl pkcs7 -print_certs"),
        [0xFE, 0xED, 0xFE, 0xED, ..] => throw Wrong($"a Java key store: export it as PFX first"),
        [0x30, >= 0x80, ..] => throw Wrong($"binary DER: convert it to PEM first, with openssl pkey or req and -inform DER"),
        _ => Decode(),
    };

    public static FileContent Read(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        return BoundedFile.Read(path, PemBlock.MaximumLength) is { } bytes
            ? new FileContent(path, bytes)
            : throw new PemException(PemProblem.TooLarge, $"'{path}' is larger than 1 MiB, so it is not a certificate or key.");
    }

    public static X509ContentType KindOf(byte[] bytes)
    {
        try
        {
            return bytes.Length == 0 ? X509ContentType.Unknown
                : PfxFile.IsPfx(bytes) ? X509ContentType.Pfx
                : X509Certificate2.GetCertContentType(bytes);
        }
        catch (CryptographicException)
        {
            return X509ContentType.Unknown;
        }
    }

    /// <summary>UTF-8, or the encoding of the byte order mark: Windows PowerShell redirects to UTF-16.</summary>
    private string Decode()
    {
        using var reader = new StreamReader(new MemoryStream(Bytes), Encoding.UTF8, detectEncodingFromByteOrderMarks: true);
        return reader.ReadToEnd();
    }

    private PemException Wrong(Wording what) => new(PemProblem.WrongContent, $"{Source} is {what}.");
}
