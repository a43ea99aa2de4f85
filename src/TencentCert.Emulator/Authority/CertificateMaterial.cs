using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace TencentCert.Emulator.Authority;

/// <summary>A certificate with its chain and, if the cloud holds it, its key. An issued certificate is signed on first use.</summary>
public sealed class CertificateMaterial
{
    private readonly Lazy<string> _chain;
    private readonly Lazy<string?> _privateKey;
    private readonly Lazy<X509Certificate2> _leaf;

    internal CertificateMaterial(Func<string> chain, CertificateKey? key, string? privateKeyPem = null)
    {
        Key = key is { IsExternal: false } ? key : null;
        _chain = new Lazy<string>(chain);
        _privateKey = new Lazy<string?>(() => key?.PrivateKeyPem ?? privateKeyPem);
        _leaf = new Lazy<X509Certificate2>(() => X509Certificate2.CreateFromPem(_chain.Value));
    }

    /// <summary>Host names, the main one first.</summary>
    public required IReadOnlyList<string> Names { get; init; }

    /// <summary>Common name of the subject.</summary>
    public required string SubjectName { get; init; }

    /// <summary>Common name of the issuer.</summary>
    public required string IssuerName { get; init; }

    /// <summary>Start of validity.</summary>
    public required DateTimeOffset NotBefore { get; init; }

    /// <summary>End of validity.</summary>
    public required DateTimeOffset NotAfter { get; init; }

    /// <summary>Leaf first, then its intermediates.</summary>
    public string ChainPem => _chain.Value;

    /// <summary>Whether the cloud holds the key; not so when the caller kept it (CSR) or gave none.</summary>
    public bool HasPrivateKey => _privateKey.Value is not null;

    /// <summary>The leaf, without its key.</summary>
    public X509Certificate2 Leaf => _leaf.Value;

    /// <summary>The generated key pair, which a reissue may keep; null when the key came from the caller.</summary>
    internal CertificateKey? Key { get; }

    /// <summary>The key in clear; null when the cloud does not hold it. No property: ConvertTo-Json and others print those.</summary>
    public string? ExportPrivateKeyPem() => _privateKey.Value;

    /// <summary>Whether the certificate covers a domain.</summary>
    public bool Covers(string domain) => Names.Any(name => DomainName.Covers(name, domain));

    internal static X509Certificate2Collection ReadChain(string pem)
    {
        var chain = new X509Certificate2Collection();
        chain.ImportFromPem(pem);
        return chain;
    }

    /// <summary>Reads PEM, with a key that belongs to the certificate or none.</summary>
    /// <exception cref="CryptographicException">The certificate or the key cannot be read.</exception>
    /// <exception cref="CertificateKeyMismatchException">They do not belong together.</exception>
    internal static CertificateMaterial FromPem(string chainPem, string? privateKeyPem)
    {
        X509Certificate2 leaf;
        try
        {
            leaf = X509Certificate2.CreateFromPem(chainPem);
        }
        catch (ArgumentException exception)
        {
            throw new CryptographicException(exception.Message, exception);
        }

        if (privateKeyPem is not null)
            CertificateKeyMismatchException.ThrowUnlessPair(leaf, privateKeyPem);

        var names =
            leaf.Extensions.OfType<X509SubjectAlternativeNameExtension>().SelectMany(extension => extension.EnumerateDnsNames()).ToList();
        var subject = leaf.GetNameInfo(X509NameType.SimpleName, forIssuer: false);
        return new CertificateMaterial(() => chainPem, key: null, privateKeyPem)
        {
            Names = names.Count > 0 ? names : [subject],
            SubjectName = subject,
            IssuerName = leaf.GetNameInfo(X509NameType.SimpleName, forIssuer: true),
            NotBefore = leaf.NotBefore.ToUniversalTime(),
            NotAfter = leaf.NotAfter.ToUniversalTime(),
        };
    }
}
