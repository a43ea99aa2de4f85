using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace TencentCert.Core.Certificates;

/// <summary>Verifies the signature of a certificate or a request.</summary>
internal static class SignatureCheck
{
    private const string RsaPss = "1.2.840.113549.1.1.10";

    /// <summary>Whether a certificate or request is signed by a key; null for an unsupported algorithm or expensive key.</summary>
    public static bool? Verify(ReadOnlyMemory<byte> signed, PublicKey key)
    {
        if (KeyIdentity.Of(key).IsExpensiveToVerify)
            return null;

        try
        {
            var sequence = new AsnReader(signed, AsnEncodingRules.BER).ReadSequence();
            var signedPart = sequence.ReadEncodedValue();
            var algorithm = sequence.ReadSequence();
            var signature = sequence.ReadBitString(out _);
            var algorithmOid = algorithm.ReadObjectIdentifier();
            if ((algorithmOid == RsaPss ? HashOfPss(algorithm) : HashOf(algorithmOid)) is not { } hash)
                return null;

            using var rsa = key.GetRSAPublicKey();
            if (rsa is not null)
            {
                var padding = algorithmOid == RsaPss ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1;
                return rsa.VerifyData(signedPart.Span, signature, hash, padding);
            }

            using var ecc = key.GetECDsaPublicKey();
            return ecc?.VerifyData(signedPart.Span, signature, hash, DSASignatureFormat.Rfc3279DerSequence);
        }
        catch (Exception exception) when (exception is CryptographicException or AsnContentException or PlatformNotSupportedException)
        {
            return null;
        }
    }

    /// <summary>Whether a signature algorithm is MD2, MD4, MD5 or SHA-1 with RSA, DSA or ECDSA.</summary>
    public static bool IsBroken(string? algorithm) => algorithm is "1.2.840.113549.1.1.2" or "1.2.840.113549.1.1.3"
        or "1.2.840.113549.1.1.4" or "1.2.840.113549.1.1.5" or "1.3.14.3.2.29" or "1.2.840.10045.4.1" or "1.2.840.10040.4.3";

    private static HashAlgorithmName? HashOf(string signatureAlgorithm) => signatureAlgorithm switch
    {
        "1.2.840.113549.1.1.5" or "1.2.840.10045.4.1" => HashAlgorithmName.SHA1,
        "1.2.840.113549.1.1.11" or "1.2.840.10045.4.3.2" => HashAlgorithmName.SHA256,
        "1.2.840.113549.1.1.12" or "1.2.840.10045.4.3.3" => HashAlgorithmName.SHA384,
        "1.2.840.113549.1.1.13" or "1.2.840.10045.4.3.4" => HashAlgorithmName.SHA512,
        _ => null,
    };

    // RSASSA-PSS-params: [0] hash, [1] mask generation, [2] length of the salt. The platform verifies a salt as long as the hash.
    private static HashAlgorithmName? HashOfPss(AsnReader algorithm)
    {
        var parameters = algorithm.ReadSequence();
        var hashTag = new Asn1Tag(TagClass.ContextSpecific, 0);
        var hash = parameters.HasData && parameters.PeekTag().HasSameClassAndValue(hashTag)
            ? parameters.ReadSequence(hashTag).ReadSequence().ReadObjectIdentifier() : "";
        var saltLength = 20;
        while (parameters.HasData)
        {
            var tag = parameters.PeekTag();
            var value = parameters.ReadSequence(tag);
            saltLength = tag.HasSameClassAndValue(new Asn1Tag(TagClass.ContextSpecific, 2)) ? (int)value.ReadInteger() : saltLength;
        }

        return (hash, saltLength) switch
        {
            ("" or "1.3.14.3.2.26", 20) => HashAlgorithmName.SHA1,
            ("2.16.840.1.101.3.4.2.1", 32) => HashAlgorithmName.SHA256,
            ("2.16.840.1.101.3.4.2.2", 48) => HashAlgorithmName.SHA384,
            ("2.16.840.1.101.3.4.2.3", 64) => HashAlgorithmName.SHA512,
            _ => null,
        };
    }
}
