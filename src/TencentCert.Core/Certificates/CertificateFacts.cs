using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace TencentCert.Core.Certificates;

/// <summary>One certificate: its bytes and their decoded content. Has no handle, so no disposal is needed.</summary>
public sealed class CertificateFacts
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";
    private const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";
    private const string AnyUsage = "2.5.29.37.0";

    private readonly byte[] _der;
    private readonly IReadOnlyList<string>? _usages;
    private readonly Lazy<bool> _isSelfSigned;

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
        HasBrokenSignature = SignatureCheck.IsBroken(certificate.SignatureAlgorithm.Value);
        AlternativeNames =
            [.. certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>()
                .SelectMany(extension => extension.EnumerateDnsNames()
                    .Concat(extension.EnumerateIPAddresses().Select(address => address.ToString())))];
        DnsNames = WithCommonName(AlternativeNames, CommonName);
        SubjectName = DistinguishedNameText.Of(certificate.SubjectName.RawData);
        IssuerName = DistinguishedNameText.Of(certificate.IssuerName.RawData);
        var constraints = certificate.Extensions.OfType<X509BasicConstraintsExtension>().FirstOrDefault();
        IsAuthority = constraints?.CertificateAuthority == true;
        MaxPathLength = constraints is { CertificateAuthority: true, HasPathLengthConstraint: true }
            ? constraints.PathLengthConstraint
            : null;
        var keyUsage = certificate.Extensions.OfType<X509KeyUsageExtension>().FirstOrDefault()?.KeyUsages;
        MaySign = (IsAuthority && keyUsage?.HasFlag(X509KeyUsageFlags.KeyCertSign) != false) || certificate.Version < 3;
        _usages = certificate.Extensions.OfType<X509EnhancedKeyUsageExtension>().FirstOrDefault() is { } usages
            ? [.. usages.EnhancedKeyUsages.Cast<Oid>().Select(usage => usage.Value ?? "")]
            : null;
        _isSelfSigned = new Lazy<bool>(() => CertificateLink.Exists(this, this));
    }

    /// <summary>Distinguished name of the owner.</summary>
    public string Subject { get; }

    /// <summary>Common name of the owner, where there is one.</summary>
    public string? CommonName { get; }

    /// <summary>DNS names: the subject alternative names, and the common name if it is a domain that is not among them.</summary>
    public IReadOnlyList<string> DnsNames { get; }

    /// <summary>The common name, or the first DNS name if there is none.</summary>
    public string? MainName => CommonName ?? (DnsNames.Count > 0 ? DnsNames[0] : null);

    /// <summary>Whether the certificate is valid at a time.</summary>
    public bool IsValidAt(DateTimeOffset moment) => NotBefore <= moment && moment < NotAfter;

    /// <summary>Distinguished name of the issuer.</summary>
    public string Issuer { get; }

    /// <summary>Common name of the issuer, where there is one.</summary>
    public string? IssuerCommonName { get; }

    /// <summary>Serial number, upper-case hexadecimal.</summary>
    public string SerialNumber { get; }

    /// <summary>SHA-1 of the certificate, upper-case hexadecimal; as shown by Windows and the SSL service.</summary>
    public string Thumbprint { get; }

    /// <summary>SHA-256 of the certificate, upper-case hexadecimal.</summary>
    public string ThumbprintSha256 { get; }

    /// <summary>Start of validity, UTC.</summary>
    public DateTimeOffset NotBefore { get; }

    /// <summary>End of validity, UTC.</summary>
    public DateTimeOffset NotAfter { get; }

    /// <summary>Algorithm in words: <c>RSA 2048</c>, <c>ECC prime256v1</c>, <c>SM2</c>.</summary>
    public string KeyAlgorithm => PublicKey.Algorithm;

    /// <summary>A CA by its basic constraints.</summary>
    public bool IsAuthority { get; }

    /// <summary>Issuer and subject are equal.</summary>
    public bool IsSelfIssued => SubjectName == IssuerName;

    /// <summary>Signed by its own key, like roots; for an unsupported algorithm, names and key identifiers decide.</summary>
    public bool IsSelfSigned => _isSelfSigned.Value;

    /// <summary>May sign certificates: a CA whose key usage allows it, or a root older than X.509 version 3.</summary>
    public bool MaySign { get; }

    /// <summary>Whether its extended key usage, if any, allows TLS servers.</summary>
    public bool AllowsServer => Allows(ServerAuthentication);

    /// <summary>Whether its extended key usage, if any, allows TLS clients.</summary>
    public bool AllowsClient => Allows(ClientAuthentication);

    /// <summary>Names and addresses of the subject alternative name: the ones that current clients check.</summary>
    public IReadOnlyList<string> AlternativeNames { get; }

    /// <summary>Whether it is signed with SHA-1 or an older algorithm, which clients refuse.</summary>
    internal bool HasBrokenSignature { get; }

    /// <summary>Path length constraint: maximum number of CAs below it; null for no limit.</summary>
    internal int? MaxPathLength { get; }

    internal string SubjectName { get; }

    internal string IssuerName { get; }

    internal KeyIdentity PublicKey { get; }

    internal ReadOnlyMemory<byte> Der => _der;

    /// <summary>The certificate as PEM, with a line feed at its end.</summary>
    public string ToPem() => PemEncoding.WriteString("CERTIFICATE", _der) + "\n";

    /// <summary>A copy of the certificate's bytes.</summary>
    public byte[] ToDer() => [.. _der];

    /// <summary>The certificate as the platform type; the caller disposes it.</summary>
    public X509Certificate2 ToX509Certificate() => new(_der);

    /// <inheritdoc />
    public override string ToString() => MainName ?? Subject;

    internal static CertificateFacts FromDer(byte[] der, string source)
    {
        try
        {
            if (der.Length > 0 && X509Certificate2.GetCertContentType(der) == X509ContentType.Cert)
            {
                using var certificate = new X509Certificate2(der);
                return new CertificateFacts(certificate.RawData, certificate);
            }
        }
        catch (CryptographicException exception)
        {
            throw new PemException(PemProblem.Malformed, $"{source} holds a damaged certificate: copy or download it again.", exception);
        }

        throw new PemException(PemProblem.Malformed, $"{source} holds something else where a certificate should be.");
    }

    /// <summary>Names, followed by a common name that is a domain and not among them.</summary>
    internal static string[] WithCommonName(IReadOnlyList<string> names, string? commonName)
    {
        var isMissing = commonName is not null
            && DomainName.TryNormalize(commonName, out var domain, out _)
            && (names.Count == 0 || domain.Contains('.', StringComparison.Ordinal))
            && !names.Any(name => DomainName.TryNormalize(name, out var other, out _) && other == domain);
        return isMissing ? [.. names, commonName!] : [.. names];
    }

    private bool Allows(string usage) => _usages is null || _usages.Contains(usage) || _usages.Contains(AnyUsage);

    internal static string? CommonNameOf(X500DistinguishedName name) =>
        name.EnumerateRelativeDistinguishedNames()
            .Where(part => !part.HasMultipleElements && part.GetSingleElementType().Value == "2.5.4.3")
            .Select(part => part.GetSingleElementValue())
            .FirstOrDefault(value => !string.IsNullOrWhiteSpace(value));
}
