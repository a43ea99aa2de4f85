using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace TencentCert.Core.Certificates;

/// <summary>A certificate request (CSR) with a valid signature, if the platform can verify it.</summary>
public sealed class CertificateRequestPem
{
    private const string ExtensionRequest = "1.2.840.113549.1.9.14";
    private const string AlternativeNames = "2.5.29.17";

    private readonly byte[] _der;
    private readonly KeyIdentity _publicKey;

    private CertificateRequestPem(byte[] der, X500DistinguishedName subject, PublicKey key, IReadOnlyList<string> names)
    {
        _der = der;
        _publicKey = KeyIdentity.Of(key);
        Subject = subject.Name;
        CommonName = CertificateFacts.CommonNameOf(subject);
        DnsNames = CertificateFacts.WithCommonName(names, CommonName);
    }

    /// <summary>Requested distinguished name.</summary>
    public string Subject { get; }

    /// <summary>Requested common name, if any.</summary>
    public string? CommonName { get; }

    /// <summary>Requested DNS names, and the common name if it is a domain.</summary>
    public IReadOnlyList<string> DnsNames { get; }

    /// <summary>Algorithm in words: <c>RSA 2048</c>, <c>ECC prime256v1</c>.</summary>
    public string KeyAlgorithm => _publicKey.Algorithm;

    /// <summary>Whether its key is RSA, SM2 or ECC on a NIST curve. Certificate authorities accept no others.</summary>
    internal bool HasCommonKey => _publicKey.IsCommon;

    /// <summary>Whether it requests a domain, in any spelling.</summary>
    internal bool AsksFor(string domain) => DnsNames.Any(name => DomainName.ForComparison(name) == DomainName.ForComparison(domain));

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
    /// <exception cref="PemException">No request, several, or a damaged one.</exception>
    public static CertificateRequestPem Parse(string text, string? source = null)
    {
        source ??= Wording.Of($"The text");
        var blocks = PemBlock.Scan(text, source);
        return blocks.Where(block => block.IsRequest).ToList() switch
        {
            [var request] => FromDer(request.Decode(), source),
            [] => throw new PemException(PemProblem.WrongContent, $"{source} is {blocks[0].Description}, not a certificate request."),
            var several => throw new PemException(PemProblem.TooMany, $"{source} holds {several.Count} certificate requests: give one."),
        };
    }

    /// <summary>Reads the one request of a PEM file and checks its signature.</summary>
    /// <param name="path">File.</param>
    /// <exception cref="PemException">The file has other content; the message names it.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static CertificateRequestPem FromFile(string path)
    {
        var file = FileContent.Read(path);
        return Parse(file.Text, file.Source);
    }

    // Not parsed by the platform, which rejects requests without attributes and does not support SM2.
    private static CertificateRequestPem FromDer(byte[] der, string source)
    {
        try
        {
            var info = new AsnReader(der, AsnEncodingRules.BER).ReadSequence().ReadSequence();
            info.ReadInteger();
            var subject = new X500DistinguishedName(info.ReadEncodedValue().Span);
            var key = PublicKey.CreateFromSubjectPublicKeyInfo(info.ReadEncodedValue().Span, out _);
            var names = info.HasData
                ? NamesOf(info.ReadSetOf(skipSortOrderValidation: true, new Asn1Tag(TagClass.ContextSpecific, 0)))
                : [];

            // The service verifies signatures that the platform cannot (SM2).
            return SignatureCheck.Verify(der, key) != false
                ? new CertificateRequestPem(der, subject, key, names)
                : throw new PemException(
                    PemProblem.Malformed, $"{source} is a certificate request whose signature does not hold: make a new one.");
        }
        catch (Exception exception) when (exception is CryptographicException or AsnContentException)
        {
            throw new PemException(
                PemProblem.Malformed, $"{source} holds a damaged certificate request: copy or make it again.", exception);
        }
    }

    private static List<string> NamesOf(AsnReader attributes)
    {
        var names = new List<string>();
        while (attributes.HasData)
        {
            var attribute = attributes.ReadSequence();
            if (attribute.ReadObjectIdentifier() != ExtensionRequest)
                continue;

            var extensions = attribute.ReadSetOf(skipSortOrderValidation: true).ReadSequence();
            while (extensions.HasData)
            {
                var extension = extensions.ReadSequence();
                var isNames = extension.ReadObjectIdentifier() == AlternativeNames;
                if (extension.PeekTag() == Asn1Tag.Boolean)
                    extension.ReadBoolean();

                var value = extension.ReadOctetString();
                names.AddRange(isNames ? new X509SubjectAlternativeNameExtension(value).EnumerateDnsNames() : []);
            }
        }

        return names;
    }
}
