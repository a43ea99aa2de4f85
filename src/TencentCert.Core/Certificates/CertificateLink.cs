using System.Security.Cryptography.X509Certificates;

namespace TencentCert.Core.Certificates;

/// <summary>Whether one certificate was issued by another: names, key identifiers, and the signature itself.</summary>
internal static class CertificateLink
{
    public static bool Exists(CertificateFacts child, CertificateFacts issuer)
    {
        if (child.IssuerName != issuer.SubjectName)
            return false;

        using var childCertificate = child.ToX509Certificate();
        using var issuerCertificate = issuer.ToX509Certificate();

        // If the platform cannot verify the algorithm, names and identifiers decide.
        return KeyIdentifiersMatch(childCertificate, issuerCertificate)
            && SignatureCheck.Verify(child.Der, issuerCertificate.PublicKey) != false;
    }

    private static bool KeyIdentifiersMatch(X509Certificate2 child, X509Certificate2 issuer)
    {
        var authorityKeyId = child.Extensions.OfType<X509AuthorityKeyIdentifierExtension>().FirstOrDefault()?.KeyIdentifier;
        var subjectKeyId = issuer.Extensions.OfType<X509SubjectKeyIdentifierExtension>().FirstOrDefault()?.SubjectKeyIdentifierBytes;
        return authorityKeyId is null || subjectKeyId is null || authorityKeyId.Value.Span.SequenceEqual(subjectKeyId.Value.Span);
    }
}
