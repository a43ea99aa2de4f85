using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace TencentCert.Core.Certificates;

/// <summary>Creates a key and its certificate request on this machine.</summary>
public static class CertificateRequestFactory
{
    // Limits of X.509: common name, organisation and unit; city and state.
    private const int MaxCommonNameLength = 64;
    private const int MaxPlaceLength = 128;

    /// <summary>Creates a request for domains; the first becomes the common name.</summary>
    /// <param name="domains">Domains in any script; duplicates are dropped.</param>
    /// <param name="kind">Algorithm and size of the new key.</param>
    /// <param name="subject">Subject, for organisation-validated certificates.</param>
    /// <exception cref="PemException">No domain, not a domain, or a subject field that X.509 does not allow.</exception>
    public static CreatedCertificateRequest Create(
        IEnumerable<string> domains, KeyKind kind = KeyKind.Rsa2048, CertificateSubject? subject = null)
    {
        ArgumentNullException.ThrowIfNull(domains);
        List<string> names = [.. domains.Select(domain => DomainName.Normalize(domain, forOrder: true)).Distinct(StringComparer.Ordinal)];
        if (names.Count == 0)
            throw new PemException(PemProblem.InvalidDomain, $"A certificate request needs at least one domain.");

        var distinguishedName = DistinguishedNameOf(names[0], subject);
        using AsymmetricAlgorithm key = kind switch
        {
            KeyKind.Rsa2048 => RSA.Create(2048),
            KeyKind.Rsa3072 => RSA.Create(3072),
            KeyKind.Rsa4096 => RSA.Create(4096),
            KeyKind.EccPrime256v1 => ECDsa.Create(ECCurve.NamedCurves.nistP256),
            KeyKind.EccSecp384r1 => ECDsa.Create(ECCurve.NamedCurves.nistP384),
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };
        var hash = kind == KeyKind.EccSecp384r1 ? HashAlgorithmName.SHA384 : HashAlgorithmName.SHA256;
        var request = key is RSA rsa
            ? new CertificateRequest(distinguishedName, rsa, hash, RSASignaturePadding.Pkcs1)
            : new CertificateRequest(distinguishedName, (ECDsa)key, hash);
        var alternativeNames = new SubjectAlternativeNameBuilder();
        names.ForEach(alternativeNames.AddDnsName);
        request.CertificateExtensions.Add(alternativeNames.Build());
        return new CreatedCertificateRequest(
            CertificateRequestPem.Parse(request.CreateSigningRequestPem(), Wording.Of($"The new request")), PrivateKeyPem.FromKey(key));
    }

    // The builder writes in reverse order: the country comes first and the common name last.
    private static X500DistinguishedName DistinguishedNameOf(string domain, CertificateSubject? subject)
    {
        if (domain.Length > MaxCommonNameLength)
        {
            throw new PemException(
                PemProblem.InvalidDomain,
                $"'{domain}' has {domain.Length} characters; the first domain becomes the common name, which has {MaxCommonNameLength} at "
                + $"most. Put a shorter one first.");
        }

        var builder = new X500DistinguishedNameBuilder();
        try
        {
            builder.AddCommonName(domain);
            AddIfGiven(subject?.OrganizationalUnit, MaxCommonNameLength, value => builder.AddOrganizationalUnitName(value));
            AddIfGiven(subject?.Organization, MaxCommonNameLength, value => builder.AddOrganizationName(value));
            AddIfGiven(subject?.Locality, MaxPlaceLength, value => builder.AddLocalityName(value));
            AddIfGiven(subject?.State, MaxPlaceLength, value => builder.AddStateOrProvinceName(value));
            AddIfGiven(subject?.Country, MaxPlaceLength, builder.AddCountryOrRegion);
        }
        catch (ArgumentException exception)
        {
            throw new PemException(
                PemProblem.WrongContent, $"A subject field is not allowed: the country must be two letters, the others plain text.",
                exception);
        }

        return builder.Build();
    }

    private static void AddIfGiven(string? value, int maxLength, Action<string> add)
    {
        var text = value?.Trim();
        if (text?.Length > maxLength)
        {
            throw new PemException(
                PemProblem.WrongContent, $"'{text}' has {text.Length} characters; a subject field of this kind has {maxLength} at most.");
        }

        if (!string.IsNullOrEmpty(text))
            add(text);
    }
}

/// <summary>A new request and its key. The caller must keep the key; there is no other copy.</summary>
public sealed class CreatedCertificateRequest
{
    internal CreatedCertificateRequest(CertificateRequestPem request, PrivateKeyPem key) => (Request, Key) = (request, key);

    /// <summary>The request to submit.</summary>
    public CertificateRequestPem Request { get; }

    /// <summary>Its key, to keep.</summary>
    public PrivateKeyPem Key { get; }

    /// <summary>Deconstructs into request and key.</summary>
    public void Deconstruct(out CertificateRequestPem request, out PrivateKeyPem key) => (request, key) = (Request, Key);
}
