using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using TencentCert.Core.Strings;

namespace TencentCert.Core.Certificates;

/// <summary>Makes a key and the certificate request for it, on this machine.</summary>
public static class CertificateRequestFactory
{
    /// <summary>Longest common name X.509 allows; a longer domain stands in the alternative names only.</summary>
    private const int MaximumCommonNameLength = 64;

    /// <summary>Makes a request for domains; the first one becomes the common name.</summary>
    /// <param name="domains">Domains in any script; duplicates are dropped.</param>
    /// <param name="kind">Algorithm and size of the new key.</param>
    /// <param name="subject">Who asks, for organisation-validated certificates.</param>
    /// <exception cref="PemException">No domain, not a domain, or a subject field that X.509 does not allow.</exception>
    public static CreatedCertificateRequest Create(
        IEnumerable<string> domains, KeyKind kind = KeyKind.Rsa2048, CertificateSubject? subject = null)
    {
        ArgumentNullException.ThrowIfNull(domains);
        List<string> names = [.. domains.Select(DomainName.Normalize).Distinct(StringComparer.Ordinal)];
        if (names.Count == 0)
        {
            throw new PemException(PemProblem.InvalidDomain, $"A certificate request needs at least one domain.");
        }

        var distinguishedName = NameOf(names[0], subject);
        using AsymmetricAlgorithm key = kind switch
        {
            KeyKind.Rsa2048 => RSA.Create(2048),
            KeyKind.Rsa3072 => RSA.Create(3072),
            KeyKind.Rsa4096 => RSA.Create(4096),
            KeyKind.EccPrime256v1 => ECDsa.Create(ECCurve.NamedCurves.nistP256),
            KeyKind.EccSecp384r1 => ECDsa.Create(ECCurve.NamedCurves.nistP384),
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };
        var request = key switch
        {
            RSA rsa => new CertificateRequest(distinguishedName, rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
            _ => new CertificateRequest(distinguishedName, (ECDsa)key, HashFor(kind)),
        };
        request.CertificateExtensions.Add(AlternativeNames(names));
        return new CreatedCertificateRequest(
            CertificateRequestPem.Parse(request.CreateSigningRequestPem(), Wording.Of($"The new request")), PrivateKeyPem.FromKey(key));
    }

    private static HashAlgorithmName HashFor(KeyKind kind) =>
        kind == KeyKind.EccSecp384r1 ? HashAlgorithmName.SHA384 : HashAlgorithmName.SHA256;

    private static X509Extension AlternativeNames(List<string> names)
    {
        var builder = new SubjectAlternativeNameBuilder();
        names.ForEach(builder.AddDnsName);
        return builder.Build();
    }

    private static X500DistinguishedName NameOf(string domain, CertificateSubject? subject)
    {
        var builder = new X500DistinguishedNameBuilder();
        try
        {
            AddIfGiven(subject?.Country, builder.AddCountryOrRegion);
            AddIfGiven(subject?.State, value => builder.AddStateOrProvinceName(value));
            AddIfGiven(subject?.Locality, value => builder.AddLocalityName(value));
            AddIfGiven(subject?.Organization, value => builder.AddOrganizationName(value));
            AddIfGiven(subject?.OrganizationalUnit, value => builder.AddOrganizationalUnitName(value));
        }
        catch (ArgumentException e)
        {
            throw new PemException(
                PemProblem.WrongContent, $"A subject field is not allowed: the country must be two letters, the others plain text.", e);
        }

        AddIfGiven(domain.Length <= MaximumCommonNameLength ? domain : null, value => builder.AddCommonName(value));
        return builder.Build();
    }

    private static void AddIfGiven(string? value, Action<string> add)
    {
        if (!string.IsNullOrWhiteSpace(value))
        {
            add(value.Trim());
        }
    }
}
