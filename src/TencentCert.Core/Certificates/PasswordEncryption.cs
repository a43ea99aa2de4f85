using System.Formats.Asn1;

namespace TencentCert.Core.Certificates;

/// <summary>A password-based encryption: its unsupported algorithm, if any, and its rounds; both are untrusted input.</summary>
internal readonly record struct PasswordEncryption(string? Unsupported, long Rounds)
{
    /// <summary>Maximum rounds of one input, some seconds of work; common tools use 2,048 to 1,000,000.</summary>
    public const long MaximumRounds = 10_000_000;

    private const string Pbes2 = "1.2.840.113549.1.5.13";
    private const string Pbkdf2 = "1.2.840.113549.1.5.12";
    private const string HmacWithSha1 = "1.2.840.113549.2.7";

    private static readonly string[] PasswordSchemes =
    [
        "1.2.840.113549.1.5.3", "1.2.840.113549.1.5.6", "1.2.840.113549.1.5.10", "1.2.840.113549.1.5.11",
        "1.2.840.113549.1.12.1.3", "1.2.840.113549.1.12.1.4", "1.2.840.113549.1.12.1.5", "1.2.840.113549.1.12.1.6",
    ];

    private static readonly string[] Ciphers =
    [
        "2.16.840.1.101.3.4.1.2", "2.16.840.1.101.3.4.1.22", "2.16.840.1.101.3.4.1.42",
        "1.2.840.113549.3.7", "1.2.840.113549.3.2", "1.3.14.3.2.7",
    ];

    private static readonly string[] PseudoRandomFunctions =
        [HmacWithSha1, "1.2.840.113549.2.9", "1.2.840.113549.2.10", "1.2.840.113549.2.11"];

    private static readonly string[] MacDigests =
        ["1.3.14.3.2.26", "2.16.840.1.101.3.4.2.1", "2.16.840.1.101.3.4.2.2", "2.16.840.1.101.3.4.2.3"];

    /// <summary>Reads the algorithm of an EncryptedPrivateKeyInfo.</summary>
    public static PasswordEncryption OfKey(ReadOnlyMemory<byte> encrypted) =>
        Of(new AsnReader(encrypted, AsnEncodingRules.BER).ReadSequence().ReadSequence());

    /// <summary>Reads an AlgorithmIdentifier of a password-based cipher.</summary>
    public static PasswordEncryption Of(AsnReader algorithm)
    {
        var scheme = algorithm.ReadObjectIdentifier();
        if (scheme != Pbes2)
        {
            if (!PasswordSchemes.Contains(scheme))
                return new PasswordEncryption(NameOf(scheme), 0);

            var parameters = algorithm.ReadSequence();
            parameters.ReadOctetString();
            return new PasswordEncryption(null, RoundsOf(parameters));
        }

        var schemeParameters = algorithm.ReadSequence();
        var derivation = schemeParameters.ReadSequence();
        var cipher = schemeParameters.ReadSequence().ReadObjectIdentifier();
        var function = derivation.ReadObjectIdentifier();
        if (function != Pbkdf2)
            return new PasswordEncryption(NameOf(function), 0);

        var derivationParameters = derivation.ReadSequence();
        derivationParameters.ReadOctetString();
        var rounds = RoundsOf(derivationParameters);
        if (derivationParameters.HasData && derivationParameters.PeekTag() == Asn1Tag.Integer)
            derivationParameters.ReadInteger();

        var digest = derivationParameters.HasData ? derivationParameters.ReadSequence().ReadObjectIdentifier() : HmacWithSha1;
        return new PasswordEncryption(
            !Ciphers.Contains(cipher) ? NameOf(cipher) : PseudoRandomFunctions.Contains(digest) ? null : NameOf(digest), rounds);
    }

    /// <summary>Reads the MacData of a PFX.</summary>
    public static PasswordEncryption OfMac(AsnReader mac)
    {
        var digest = mac.ReadSequence().ReadSequence().ReadObjectIdentifier();
        mac.ReadOctetString();
        return new PasswordEncryption(MacDigests.Contains(digest) ? null : NameOf(digest), mac.HasData ? RoundsOf(mac) : 1);
    }

    private static long RoundsOf(AsnReader reader)
    {
        var rounds = reader.ReadInteger();
        return rounds > int.MaxValue ? int.MaxValue : rounds < 0 ? 0 : (long)rounds;
    }

    private static string NameOf(string algorithm) => algorithm switch
    {
        "1.3.6.1.4.1.11591.4.11" => "scrypt",
        "1.2.840.113549.1.5.14" => "PBMAC1",
        "1.2.392.200011.61.1.1.1.2" => "Camellia-128-CBC",
        "1.2.392.200011.61.1.1.1.3" => "Camellia-192-CBC",
        "1.2.392.200011.61.1.1.1.4" => "Camellia-256-CBC",
        "1.2.410.200004.1.4" => "SEED-CBC",
        "1.2.410.200046.1.1.2" => "ARIA-128-CBC",
        "1.2.410.200046.1.1.7" => "ARIA-192-CBC",
        "1.2.410.200046.1.1.12" => "ARIA-256-CBC",
        "1.2.156.10197.1.104.2" => "SM4-CBC",
        "2.16.840.1.101.3.4.1.6" => "AES-128-GCM",
        "2.16.840.1.101.3.4.1.26" => "AES-192-GCM",
        "2.16.840.1.101.3.4.1.46" => "AES-256-GCM",
        "1.2.840.113549.3.4" or "1.2.840.113549.1.12.1.1" or "1.2.840.113549.1.12.1.2" => "RC4",
        "1.2.840.113549.1.5.1" or "1.2.840.113549.1.5.4" => "MD2",
        "1.2.840.113549.2.5" => "MD5",
        "1.2.840.113549.2.8" => "HMAC-SHA-224",
        "1.2.840.113549.2.12" => "HMAC-SHA-512/224",
        "1.2.840.113549.2.13" => "HMAC-SHA-512/256",
        "1.2.156.10197.1.401" or "1.2.156.10197.1.401.2" => "SM3",
        "2.16.840.1.101.3.4.2.4" => "SHA-224",
        "2.16.840.1.101.3.4.2.5" => "SHA-512/224",
        "2.16.840.1.101.3.4.2.6" => "SHA-512/256",
        "2.16.840.1.101.3.4.2.7" => "SHA3-224",
        "2.16.840.1.101.3.4.2.8" => "SHA3-256",
        "2.16.840.1.101.3.4.2.9" => "SHA3-384",
        "2.16.840.1.101.3.4.2.10" => "SHA3-512",
        _ => algorithm,
    };
}
