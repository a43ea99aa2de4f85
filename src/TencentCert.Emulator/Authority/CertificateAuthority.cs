using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace TencentCert.Emulator.Authority;

/// <summary>A CA that exists only in memory: a root, one intermediate, leaves.</summary>
internal sealed class CertificateAuthority : IDisposable
{
    public const string IntermediateName = "TencentCert Emulator TLS CA";
    private const string RootName = "TencentCert Emulator Root CA";
    private const X509KeyUsageFlags CaUsages = X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign;

    private readonly object _signingLock = new();
    private readonly ECDsa _intermediateKey;
    private readonly X509Certificate2 _root;
    private readonly X509Certificate2 _intermediate;

    public CertificateAuthority(DateTimeOffset now)
    {
        var start = now.AddYears(-5);
        _root = CreateSelfSigned(RootName, start, now.AddYears(30));

        _intermediateKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = CreateRequest(
            IntermediateName, new PublicKey(_intermediateKey), new X509BasicConstraintsExtension(true, true, 0, critical: true), CaUsages);
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(_root, true, false));
        using var rootKey = _root.GetECDsaPrivateKey()!;
        _intermediate =
            request.Create(_root.SubjectName, X509SignatureGenerator.CreateForECDsa(rootKey), start, now.AddYears(29), NewSerialNumber());
    }

    public string RootPem => _root.ExportCertificatePem() + "\n";

    public string IntermediatePem => _intermediate.ExportCertificatePem() + "\n";

    /// <summary>A server certificate for host names, the main one first.</summary>
    public CertificateMaterial Issue(IReadOnlyList<string> names, CertificateKey key, DateTimeOffset notBefore, DateTimeOffset notAfter)
    {
        var hostNames = names.Select(DomainName.ToAscii).ToList();
        return new CertificateMaterial(() => Sign(hostNames, key.PublicKey, notBefore, notAfter), key)
        {
            Names = hostNames,
            SubjectName = hostNames[0],
            IssuerName = IntermediateName,
            NotBefore = notBefore,
            NotAfter = notAfter,
        };
    }

    /// <summary>A self-signed CA of another party, such as one for client certificates.</summary>
    public static CertificateMaterial ForeignAuthority(string name, DateTimeOffset notBefore, DateTimeOffset notAfter) => new(
        () =>
        {
            using var certificate = CreateSelfSigned(name, notBefore, notAfter);
            return certificate.ExportCertificatePem() + "\n";
        },
        key: null)
    {
        Names = [],
        SubjectName = name,
        IssuerName = name,
        NotBefore = notBefore,
        NotAfter = notAfter,
    };

    public void Dispose()
    {
        _root.Dispose();
        _intermediate.Dispose();
        _intermediateKey.Dispose();
    }

    private static X509Certificate2 CreateSelfSigned(string name, DateTimeOffset notBefore, DateTimeOffset notAfter)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request =
            CreateRequest(name, new PublicKey(key), new X509BasicConstraintsExtension(true, false, 0, critical: true), CaUsages);
        using var certificate = request.Create(
            request.SubjectName, X509SignatureGenerator.CreateForECDsa(key), notBefore, notAfter, NewSerialNumber());
        return certificate.CopyWithPrivateKey(key);
    }

    private static CertificateRequest CreateRequest(
        string name, PublicKey key, X509BasicConstraintsExtension constraints, X509KeyUsageFlags usages)
    {
        var subject = new X500DistinguishedNameBuilder();
        subject.AddCommonName(name);
        var request = new CertificateRequest(subject.Build(), key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(constraints);
        request.CertificateExtensions.Add(new X509KeyUsageExtension(usages, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(key, critical: false));
        return request;
    }

    private static byte[] NewSerialNumber()
    {
        var serial = RandomNumberGenerator.GetBytes(16);
        serial[0] = (byte)((serial[0] & 0x7F) | 0x40);
        return serial;
    }

    private string Sign(List<string> names, PublicKey key, DateTimeOffset notBefore, DateTimeOffset notAfter)
    {
        var request = CreateRequest(
            names[0], key, new X509BasicConstraintsExtension(false, false, 0, critical: true),
            X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.KeyEncipherment);
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], critical: false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(_intermediate, true, false));
        var alternatives = new SubjectAlternativeNameBuilder();
        names.ForEach(alternatives.AddDnsName);
        request.CertificateExtensions.Add(alternatives.Build());
        lock (_signingLock)
        {
            using var leaf = request.Create(
                _intermediate.SubjectName, X509SignatureGenerator.CreateForECDsa(_intermediateKey), notBefore, notAfter, NewSerialNumber());
            return leaf.ExportCertificatePem() + "\n" + IntermediatePem;
        }
    }
}
