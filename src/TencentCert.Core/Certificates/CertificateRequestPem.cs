using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using TencentCert.Core.Strings;

namespace TencentCert.Core.Certificates;

/// <summary>A certificate request (CSR) whose own signature holds.</summary>
public sealed class CertificateRequestPem
{
    private readonly byte[] _der;
    private readonly KeyIdentity _publicKey;

    private CertificateRequestPem(byte[] der, CertificateRequest request)
    {
        _der = der;
        _publicKey = KeyIdentity.Of(request.PublicKey);
        Subject = request.SubjectName.Name;
        CommonName = CertificateFacts.CommonNameOf(request.SubjectName);
        DnsNames = CertificateFacts.DnsNamesOf(request.CertificateExtensions.Select(Typed), CommonName);
    }

    /// <summary>Distinguished name asked for.</summary>
    public string Subject { get; }

    /// <summary>Common name asked for, where there is one.</summary>
    public string? CommonName { get; }

    /// <summary>DNS names asked for; without any, the common name if it is a domain.</summary>
    public IReadOnlyList<string> DnsNames { get; }

    /// <summary>Algorithm in words: <c>RSA 2048</c>, <c>ECC prime256v1</c>.</summary>
    public string KeyAlgorithm => _publicKey.Algorithm;

    /// <summary>The request as PEM, with a line feed at its end.</summary>
    public string ToPem() => PemEncoding.WriteString("CERTIFICATE REQUEST", _der) + "\n";

    /// <inheritdoc />
    public override string ToString() => CommonName ?? Subject;

    /// <summary>Whether a certificate was issued for the key of this request.</summary>
    public KeyMatch Matches(CertificateChain chain)
    {
        ArgumentNullException.ThrowIfNull(chain);
        return _publicKey.Matches(chain.Leaf.PublicKey);
    }

    /// <summary>Reads the one request of a text and checks its signature.</summary>
    /// <param name="text">PEM text.</param>
    /// <param name="source">Subject of the error messages, such as a quoted file name.</param>
    /// <exception cref="PemException">No request, several, a damaged one, or an algorithm that cannot be checked (SM2).</exception>
    public static CertificateRequestPem Parse(string text, string? source = null)
    {
        source ??= Wording.Of($"The text");
        return FromDer(BlockOf(text, source).Decode(), source);
    }

    /// <summary>The one request of a text, whatever its algorithm.</summary>
    /// <param name="text">PEM text.</param>
    /// <param name="source">Subject of the error messages.</param>
    /// <exception cref="PemException">No request, or several.</exception>
    internal static PemBlock BlockOf(string text, string source)
    {
        var blocks = PemBlock.Scan(text, source);
        List<PemBlock> requests = [.. blocks.Where(block => block.IsRequest)];
        return requests.Count switch
        {
            1 => requests[0],
            0 => throw new PemException(PemProblem.WrongContent, $"{source} is {blocks[0].Description}, not a certificate request."),
            _ => throw new PemException(PemProblem.TooMany, $"{source} holds {requests.Count} certificate requests: give one."),
        };
    }

    /// <summary>Reads the one request of a PEM file and checks its signature.</summary>
    /// <param name="path">File.</param>
    /// <exception cref="PemException">The file does not hold what it should; the message names it.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static CertificateRequestPem FromFile(string path)
    {
        var file = FileContent.Read(path);
        return Parse(file.Text, file.Source);
    }

    private static CertificateRequestPem FromDer(byte[] der, string source)
    {
        try
        {
            return new CertificateRequestPem(der, Load(der, CertificateRequestLoadOptions.Default));
        }
        catch (Exception e) when (e is CryptographicException or NotSupportedException or ArgumentException)
        {
            throw IsWellFormed(der)
                ? new PemException(
                    PemProblem.Malformed,
                    $"{source} is a certificate request whose signature does not hold or cannot be checked: make a new one.",
                    e)
                : new PemException(PemProblem.Malformed, $"{source} holds a damaged certificate request: copy or make it again.", e);
        }
    }

    private static bool IsWellFormed(byte[] der)
    {
        try
        {
            Load(der, CertificateRequestLoadOptions.SkipSignatureValidation);
            return true;
        }
        catch (Exception e) when (e is CryptographicException or NotSupportedException or ArgumentException)
        {
            return false;
        }
    }

    // "Unsafe" is about issuing from the request unseen; here the extensions are only read.
    private static CertificateRequest Load(byte[] der, CertificateRequestLoadOptions options) =>
        CertificateRequest.LoadSigningRequest(
            der,
            HashAlgorithmName.SHA256,
            options | CertificateRequestLoadOptions.UnsafeLoadCertificateExtensions,
            RSASignaturePadding.Pkcs1);

    private static X509Extension Typed(X509Extension extension) =>
        extension is not X509SubjectAlternativeNameExtension && extension.Oid?.Value == "2.5.29.17"
            ? new X509SubjectAlternativeNameExtension(extension.RawData, extension.Critical)
            : extension;
}
