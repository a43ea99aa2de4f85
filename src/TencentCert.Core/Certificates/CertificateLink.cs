using System.Security.Cryptography.X509Certificates;

namespace TencentCert.Core.Certificates;

/// <summary>Whether one certificate was issued by another: names, key identifiers, and the signature itself.</summary>
internal static class CertificateLink
{
    public static bool Exists(CertificateFacts child, CertificateFacts issuer)
    {
        if (child.IssuerName != issuer.SubjectName)
        {
            return false;
        }

        using var lower = child.ToX509Certificate();
        using var upper = issuer.ToX509Certificate();

        // If the platform cannot verify the algorithm, names and identifiers decide.
        return KeyIdentifiersAgree(lower, upper) && SignatureCheck.Holds(child.Der, upper.PublicKey) != false;
    }

    private static bool KeyIdentifiersAgree(X509Certificate2 child, X509Certificate2 issuer)
    {
        var wanted = child.Extensions.OfType<X509AuthorityKeyIdentifierExtension>().FirstOrDefault()?.KeyIdentifier;
        var offered = issuer.Extensions.OfType<X509SubjectKeyIdentifierExtension>().FirstOrDefault()?.SubjectKeyIdentifierBytes;
        return wanted is null || offered is null || wanted.Value.Span.SequenceEqual(offered.Value.Span);
    }
}
