using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace TencentCert.Core.Certificates;

/// <summary>One certificate: its bytes and what they say. Holds no handle, so there is nothing to dispose.</summary>
public sealed class CertificateFacts
{
    private readonly byte[] _der;

    private CertificateFacts(byte[] der, X509Certificate2 certificate)
    {
        _der = der;
        Subject = certificate.Subject;
        CommonName = CommonNameOf(certificate.SubjectName);
        Issuer = certificate.Issuer;
        IssuerCommonName = CommonNameOf(certificate.IssuerName);
        SerialNumber = certificate.SerialNumber;
        Thumbprint = certificate.Thumbprint;
        ThumbprintSha256 = Convert.ToHexString(SHA256.HashData(der));
        NotBefore = new DateTimeOffset(certificate.NotBefore.ToUniversalTime());
        NotAfter = new DateTimeOffset(certificate.NotAfter.ToUniversalTime());
        PublicKey = KeyIdentity.Of(certificate.PublicKey);
        DnsNames = DnsNamesOf(certificate.Extensions, CommonName);
        IsAuthority = certificate.Extensions.OfType<X509BasicConstraintsExtension>().Any(extension => extension.CertificateAuthority);
        IsSelfIssued = certificate.SubjectName.RawData.AsSpan().SequenceEqual(certificate.IssuerName.RawData);
    }

    /// <summary>Distinguished name of the owner.</summary>
    public string Subject { get; }

    /// <summary>Common name of the owner, where there is one.</summary>
    public string? CommonName { get; }

    /// <summary>DNS names of the subject alternative name; without one, the common name if it is a domain.</summary>
    public IReadOnlyList<string> DnsNames { get; }

    /// <summary>The common name; where there is none, the first DNS name.</summary>
    public string? MainName => CommonName ?? (DnsNames.Count > 0 ? DnsNames[0] : null);

    /// <summary>Distinguished name of the issuer.</summary>
    public string Issuer { get; }

    /// <summary>Common name of the issuer, where there is one.</summary>
    public string? IssuerCommonName { get; }

    /// <summary>Serial number, upper-case hexadecimal.</summary>
    public string SerialNumber { get; }

    /// <summary>SHA-1 of the certificate, upper-case hexadecimal; what Windows and the SSL service show.</summary>
    public string Thumbprint { get; }

    /// <summary>SHA-256 of the certificate, upper-case hexadecimal.</summary>
    public string ThumbprintSha256 { get; }

    /// <summary>Start of validity, UTC.</summary>
    public DateTimeOffset NotBefore { get; }

    /// <summary>End of validity, UTC.</summary>
    public DateTimeOffset NotAfter { get; }

    /// <summary>Algorithm in words: <c>RSA 2048</c>, <c>ECC prime256v1</c>, <c>SM2</c>.</summary>
    public string KeyAlgorithm => PublicKey.Algorithm;

    /// <summary>May sign other certificates.</summary>
    public bool IsAuthority { get; }

    /// <summary>Names itself as its issuer, as roots do.</summary>
    public bool IsSelfIssued { get; }

    internal KeyIdentity PublicKey { get; }

    internal ReadOnlyMemory<byte> Der => _der;

    /// <summary>The certificate as PEM, with a line feed at its end.</summary>
    public string ToPem() => PemEncoding.WriteString("CERTIFICATE", _der) + "\n";

    /// <summary>A copy of the certificate's bytes.</summary>
    public byte[] ToDer() => [.. _der];

    /// <summary>The certificate as the platform's own type; the caller disposes it.</summary>
    public X509Certificate2 ToX509Certificate() => new(_der);

    /// <inheritdoc />
    public override string ToString() => CommonName ?? Subject;

    internal static CertificateFacts FromDer(byte[] der, string source)
    {
        try
        {
            if (X509Certificate2.GetCertContentType(der) == X509ContentType.Cert)
            {
                using var certificate = new X509Certificate2(der);
                return new CertificateFacts(certificate.RawData, certificate);
            }
        }
        catch (CryptographicException e)
        {
            throw new PemException(PemProblem.Malformed, $"{source} holds a damaged certificate: copy or download it again.", e);
        }

        throw new PemException(PemProblem.Malformed, $"{source} holds something else where a certificate should be.");
    }

    internal static IReadOnlyList<string> DnsNamesOf(IEnumerable<X509Extension> extensions, string? commonName)
    {
        List<string> names =
            [.. extensions.OfType<X509SubjectAlternativeNameExtension>().SelectMany(extension => extension.EnumerateDnsNames())];
        if (names.Count == 0 && commonName is not null && DomainName.TryNormalize(commonName, out _, out _))
        {
            names.Add(commonName);
        }

        return names.ToArray();
    }

    internal static string? CommonNameOf(X500DistinguishedName name) =>
        name.EnumerateRelativeDistinguishedNames()
            .Where(part => !part.HasMultipleElements && part.GetSingleElementType().Value == "2.5.4.3")
            .Select(part => part.GetSingleElementValue())
            .FirstOrDefault();
}
