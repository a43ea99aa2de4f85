using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace TencentCert.Core.Certificates;

/// <summary>Whether one certificate was issued by another: names, key identifiers, and the signature itself.</summary>
internal static class CertificateLink
{
    public static bool Exists(CertificateFacts child, CertificateFacts issuer)
    {
        using var lower = child.ToX509Certificate();
        using var upper = issuer.ToX509Certificate();
        return lower.IssuerName.RawData.AsSpan().SequenceEqual(upper.SubjectName.RawData)
            && KeyIdentifiersAgree(lower, upper)
            && SignatureHolds(child.Der, upper) != false;
    }

    private static bool KeyIdentifiersAgree(X509Certificate2 child, X509Certificate2 issuer)
    {
        var wanted = child.Extensions.OfType<X509AuthorityKeyIdentifierExtension>().FirstOrDefault()?.KeyIdentifier;
        var offered = issuer.Extensions.OfType<X509SubjectKeyIdentifierExtension>().FirstOrDefault()?.SubjectKeyIdentifierBytes;
        return wanted is null || offered is null || wanted.Value.Span.SequenceEqual(offered.Value.Span);
    }

    /// <summary>Null where the algorithm is not one the platform verifies: then names and identifiers decide.</summary>
    private static bool? SignatureHolds(ReadOnlyMemory<byte> child, X509Certificate2 issuer)
    {
        try
        {
            var certificate = new AsnReader(child, AsnEncodingRules.DER).ReadSequence();
            var signedPart = certificate.ReadEncodedValue();
            var algorithm = certificate.ReadSequence().ReadObjectIdentifier();
            var signature = certificate.ReadBitString(out _);
            if (HashOf(algorithm) is not { } hash)
            {
                return null;
            }

            using var rsa = issuer.GetRSAPublicKey();
            if (rsa is not null)
            {
                return rsa.VerifyData(signedPart.Span, signature, hash, RSASignaturePadding.Pkcs1);
            }

            using var ecc = issuer.GetECDsaPublicKey();
            return ecc?.VerifyData(signedPart.Span, signature, hash, DSASignatureFormat.Rfc3279DerSequence);
        }
        catch (Exception e) when (e is CryptographicException or AsnContentException)
        {
            return null;
        }
    }

    private static HashAlgorithmName? HashOf(string signatureAlgorithm) => signatureAlgorithm switch
    {
        "1.2.840.113549.1.1.5" or "1.2.840.10045.4.1" => HashAlgorithmName.SHA1,
        "1.2.840.113549.1.1.11" or "1.2.840.10045.4.3.2" => HashAlgorithmName.SHA256,
        "1.2.840.113549.1.1.12" or "1.2.840.10045.4.3.3" => HashAlgorithmName.SHA384,
        "1.2.840.113549.1.1.13" or "1.2.840.10045.4.3.4" => HashAlgorithmName.SHA512,
        _ => null,
    };
}
