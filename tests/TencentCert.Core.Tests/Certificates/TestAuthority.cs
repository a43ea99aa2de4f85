using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace TencentCert.Core.Tests.Certificates;

/// <summary>A certificate authority generated for one test run, so that the repository contains no key.</summary>
internal sealed class TestAuthority
{
    public static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private TestAuthority(string name, ECDsa key, byte[] der)
    {
        Name = name;
        Key = key;
        Der = der;
    }

    public string Name { get; }

    public ECDsa Key { get; }

    public byte[] Der { get; }

    public string Pem => PemEncoding.WriteString("CERTIFICATE", Der) + "\n";

    public static TestAuthority Root(string name = "Test Root")
    {
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = AuthorityRequest(name, key).CreateSelfSigned(Start, Start.AddYears(20));
        return new TestAuthority(name, key, certificate.RawData);
    }

    public TestAuthority Intermediate(
        string name, bool isAuthority = true, DateTimeOffset? start = null, DateTimeOffset? end = null, int? pathLength = null) =>
        Certify(name, ECDsa.Create(ECCurve.NamedCurves.nistP256), isAuthority, start, end, pathLength);

    /// <summary>Cross-signs another authority: same name, same key, this issuer.</summary>
    public TestAuthority CrossSign(TestAuthority other, DateTimeOffset? end = null) => Certify(other.Name, other.Key, end: end);

    public string Issue(AsymmetricAlgorithm key, params string[] domains) => Issue(key, domains[0], domains);

    public string Issue(
        AsymmetricAlgorithm key,
        string commonName,
        string[] domains,
        DateTimeOffset? start = null,
        DateTimeOffset? end = null,
        bool isAuthority = false,
        string? usage = null)
    {
        var request = RequestFor(commonName, key);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(isAuthority, false, 0, true));
        if (usage is not null)
            request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(usage)], false));

        if (domains.Length > 0)
        {
            var names = new SubjectAlternativeNameBuilder();
            Array.ForEach(domains, names.AddDnsName);
            request.CertificateExtensions.Add(names.Build());
        }

        return PemEncoding.WriteString("CERTIFICATE", Sign(request, start ?? Start, end ?? Start.AddDays(90))) + "\n";
    }

    private TestAuthority Certify(
        string name, ECDsa key, bool isAuthority = true, DateTimeOffset? start = null, DateTimeOffset? end = null,
        int? pathLength = null) =>
        new(name, key, Sign(AuthorityRequest(name, key, isAuthority, pathLength), start ?? Start, end ?? Start.AddYears(10)));

    private byte[] Sign(CertificateRequest request, DateTimeOffset start, DateTimeOffset end)
    {
        using var issuer = X509CertificateLoader.LoadCertificate(Der);
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(issuer, true, false));
        using var certificate = request.Create(
            issuer.SubjectName, X509SignatureGenerator.CreateForECDsa(Key), start, end, RandomNumberGenerator.GetBytes(12));
        return certificate.RawData;
    }

    private static CertificateRequest AuthorityRequest(string name, ECDsa key, bool isAuthority = true, int? pathLength = null)
    {
        var request = RequestFor(name, key);
        request.CertificateExtensions.Add(
            new X509BasicConstraintsExtension(isAuthority, isAuthority && pathLength.HasValue, pathLength ?? 0, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        return request;
    }

    private static CertificateRequest RequestFor(string commonName, AsymmetricAlgorithm key) => key is RSA rsa
        ? new CertificateRequest($"CN={commonName}", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
        : new CertificateRequest($"CN={commonName}", (ECDsa)key, HashAlgorithmName.SHA256);
}
