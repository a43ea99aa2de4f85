using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;

namespace TencentCert.Core.Certificates;

/// <summary>
/// The public part of a key: the name of its algorithm and a canonical text for comparison. Parsed from the encoding, so that
/// keys unsupported by the platform (SM2, Ed25519, other curves) can be compared.
/// </summary>
internal sealed class KeyIdentity
{
    public const string RsaOid = "1.2.840.113549.1.1.1";
    public const string EccOid = "1.2.840.10045.2.1";
    public const string Sm2Curve = "1.2.156.10197.1.301";

    private const string RsaPssOid = "1.2.840.113549.1.1.10";
    private const string DsaOid = "1.2.840.10040.4.1";
    private const int MinRsaBits = 2048;
    private const int MaxModulusBits = 8192;
    private const int MaxExponentBytes = 4;

    private readonly string _algorithm;
    private readonly string? _curve;
    private readonly string? _publicKey;

    private KeyIdentity(string algorithm, string? curve, string? publicKey, int bits)
    {
        (_algorithm, _curve, _publicKey, Bits) = (algorithm, curve, publicKey, bits);
        Algorithm = NameOf(algorithm, curve, bits);
    }

    /// <summary>Algorithm in words: <c>RSA 2048</c>, <c>ECC prime256v1</c>, <c>SM2</c>.</summary>
    public string Algorithm { get; }

    /// <summary>Size of an RSA key; 0 for other or unreadable keys.</summary>
    public int Bits { get; }

    public bool IsWeak => Bits is > 0 and < MinRsaBits || _algorithm == DsaOid;

    /// <summary>Whether browsers accept the key type in a certificate.</summary>
    public bool IsCommon => _algorithm == RsaOid || (_algorithm == EccOid && (IsSm2 || IsNistCurve(_curve)));

    /// <summary>Whether verification is too expensive: the size of an RSA key and its exponent is untrusted input.</summary>
    public bool IsExpensiveToVerify { get; private init; }

    public bool IsSm2 => _algorithm == EccOid && _curve == Sm2Curve;

    public static KeyIdentity Of(PublicKey key)
    {
        var algorithm = key.Oid.Value ?? "";
        var curve = algorithm == EccOid ? CurveOf(key.EncodedParameters.RawData) : null;
        try
        {
            var bytes = key.EncodedKeyValue.RawData;
            return algorithm is RsaOid or RsaPssOid
                ? OfRsa(algorithm, new AsnReader(bytes, AsnEncodingRules.BER).ReadSequence())
                : new KeyIdentity(algorithm, curve, algorithm == EccOid ? PointText(bytes) : Convert.ToHexString(bytes), 0);
        }
        catch (AsnContentException)
        {
            // An unreadable key has only a name.
            return new KeyIdentity(algorithm, curve, null, 0);
        }
    }

    /// <summary>The identity of a private key, from the structure of its algorithm and a separate public key (RFC 5958), if any.</summary>
    /// <exception cref="AsnContentException">Not the structure of this algorithm.</exception>
    public static KeyIdentity OfPrivate(string algorithm, string? curve, ReadOnlyMemory<byte> key, ReadOnlyMemory<byte>? publicKey)
    {
        if (algorithm is RsaOid or RsaPssOid)
        {
            var rsa = new AsnReader(key, AsnEncodingRules.BER).ReadSequence();
            rsa.ReadInteger();
            return OfRsa(algorithm, rsa);
        }

        if (algorithm == EccOid)
        {
            var ecc = EccPrivateKey.Read(key);
            return new KeyIdentity(algorithm, curve ?? ecc.Curve, ecc.PublicKey is { } point ? PointText(point.Span) : null, 0);
        }

        return new KeyIdentity(algorithm, curve, publicKey is { } encoded ? Convert.ToHexString(encoded.Span) : null, 0);
    }

    public KeyMatch Matches(KeyIdentity other) =>
        Family != other.Family || (_curve is not null && other._curve is not null && _curve != other._curve) ? KeyMatch.Differs
        : _publicKey is null || other._publicKey is null ? KeyMatch.CannotTell
        : _publicKey == other._publicKey ? KeyMatch.Matches
        : KeyMatch.Differs;

    /// <summary>The NIST curves, which every platform supports.</summary>
    public static bool IsNistCurve(string? curve) => curve is "1.2.840.10045.3.1.7" or "1.3.132.0.34" or "1.3.132.0.35";

    // An RSA-PSS key is an RSA key with restricted use.
    private string Family => _algorithm == RsaPssOid ? RsaOid : _algorithm;

    private static KeyIdentity OfRsa(string algorithm, AsnReader key)
    {
        var modulus = key.ReadIntegerBytes().Span.TrimStart((byte)0);
        var exponent = key.ReadIntegerBytes().Span.TrimStart((byte)0);
        var bits = modulus.Length == 0 ? 0 : (modulus.Length * 8) - byte.LeadingZeroCount(modulus[0]);
        return new KeyIdentity(algorithm, null, $"{Convert.ToHexString(modulus)}:{Convert.ToHexString(exponent)}", bits)
        {
            IsExpensiveToVerify = bits > MaxModulusBits || exponent.Length > MaxExponentBytes,
        };
    }

    /// <summary>The compressed form of a point: x, and whether y is odd.</summary>
    private static string PointText(ReadOnlySpan<byte> point) => point switch
    {
        [4 or 6 or 7, .. var coordinates] when coordinates.Length % 2 == 0 && coordinates.Length > 0 =>
            $"{2 + (coordinates[^1] & 1)}:{Convert.ToHexString(coordinates[..(coordinates.Length / 2)])}",
        [2 or 3, .. var x] => $"{point[0]}:{Convert.ToHexString(x)}",
        _ => Convert.ToHexString(point),
    };

    private static string NameOf(string algorithm, string? curve, int bits) => (algorithm, curve) switch
    {
        (RsaOid, _) => bits > 0 ? $"RSA {bits}" : "RSA",
        (RsaPssOid, _) => bits > 0 ? $"RSA-PSS {bits}" : "RSA-PSS",
        (EccOid, "1.2.840.10045.3.1.7") => "ECC prime256v1",
        (EccOid, "1.3.132.0.34") => "ECC secp384r1",
        (EccOid, "1.3.132.0.35") => "ECC secp521r1",
        (EccOid, "1.3.132.0.10") => "ECC secp256k1",
        (EccOid, Sm2Curve) => "SM2",
        (EccOid, _) => curve is null ? Wording.Of($"ECC with its own curve") : $"ECC {NameOf(curve)}",
        (DsaOid, _) => "DSA",
        ("1.3.101.112", _) => "Ed25519",
        ("1.3.101.113", _) => "Ed448",
        _ => algorithm,
    };

    private static string NameOf(string curve) => curve switch
    {
        "1.3.36.3.3.2.8.1.1.7" => "brainpoolP256r1",
        "1.3.36.3.3.2.8.1.1.11" => "brainpoolP384r1",
        "1.3.36.3.3.2.8.1.1.13" => "brainpoolP512r1",
        _ => curve,
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
