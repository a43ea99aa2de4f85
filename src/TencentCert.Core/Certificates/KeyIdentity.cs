using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using TencentCert.Core.Strings;

namespace TencentCert.Core.Certificates;

/// <summary>The public half of a key: its algorithm in words and, where the platform knows it, one canonical encoding to compare.</summary>
internal sealed class KeyIdentity
{
    public const string RsaOid = "1.2.840.113549.1.1.1";
    public const string EccOid = "1.2.840.10045.2.1";

    private readonly byte[]? _subjectPublicKeyInfo;

    private KeyIdentity(string algorithm, byte[]? subjectPublicKeyInfo)
    {
        Algorithm = algorithm;
        _subjectPublicKeyInfo = subjectPublicKeyInfo;
    }

    public string Algorithm { get; }

    public static KeyIdentity Of(RSA key) => new($"RSA {key.KeySize}", key.ExportSubjectPublicKeyInfo());

    public static KeyIdentity Of(ECDsa key, string? curveOid) => new(NameOf(EccOid, curveOid), key.ExportSubjectPublicKeyInfo());

    /// <summary>A key that can be named but not compared.</summary>
    public static KeyIdentity Opaque(string algorithmOid, string? curveOid) => new(NameOf(algorithmOid, curveOid), null);

    /// <summary>Re-encodes through the platform, so that two spellings of one key compare equal.</summary>
    public static KeyIdentity Of(PublicKey key)
    {
        var oid = key.Oid.Value ?? "";
        var curve = oid == EccOid ? CurveOf(key.EncodedParameters.RawData) : null;
        try
        {
            if (oid == RsaOid)
            {
                using var rsa = key.GetRSAPublicKey();
                return rsa is null ? Opaque(oid, null) : Of(rsa);
            }

            if (IsComparable(curve))
            {
                using var ecc = key.GetECDsaPublicKey();
                return ecc is null ? Opaque(oid, curve) : Of(ecc, curve);
            }
        }
        catch (CryptographicException)
        {
            // A key the platform cannot load is named only.
        }

        return Opaque(oid, curve);
    }

    public KeyMatch Matches(KeyIdentity other) =>
        _subjectPublicKeyInfo is null || other._subjectPublicKeyInfo is null ? KeyMatch.CannotTell
        : _subjectPublicKeyInfo.AsSpan().SequenceEqual(other._subjectPublicKeyInfo) ? KeyMatch.Matches
        : KeyMatch.Differs;

    /// <summary>The NIST curves, which every platform has.</summary>
    public static bool IsComparable(string? curveOid) =>
        curveOid is "1.2.840.10045.3.1.7" or "1.3.132.0.34" or "1.3.132.0.35";

    private static string NameOf(string algorithmOid, string? curveOid) => (algorithmOid, curveOid) switch
    {
        (RsaOid, _) => "RSA",
        (EccOid, "1.2.840.10045.3.1.7") => "ECC prime256v1",
        (EccOid, "1.3.132.0.34") => "ECC secp384r1",
        (EccOid, "1.3.132.0.35") => "ECC secp521r1",
        (EccOid, "1.3.132.0.10") => "ECC secp256k1",
        (EccOid, "1.2.156.10197.1.301") => "SM2",
        (EccOid, _) => curveOid is null ? Wording.Of($"ECC with its own curve") : $"ECC {curveOid}",
        ("1.3.101.112", _) => "Ed25519",
        ("1.3.101.113", _) => "Ed448",
        ("1.2.840.113549.1.1.10", _) => "RSA-PSS",
        _ => algorithmOid,
    };

    private static string? CurveOf(byte[] parameters)
    {
        try
        {
            return AsnDecoder.ReadObjectIdentifier(parameters, AsnEncodingRules.BER, out _);
        }
        catch (AsnContentException)
        {
            return null;
        }
    }
}
