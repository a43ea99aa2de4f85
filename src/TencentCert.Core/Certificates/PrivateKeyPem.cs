using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;

namespace TencentCert.Core.Certificates;

/// <summary>A private key, held as PKCS#8. Never printed: only the export methods return its text.</summary>
public sealed class PrivateKeyPem
{
    private const int MaxKeys = 5;

    // A version and eight numbers (PKCS#1).
    private const int MinRsaIntegers = 9;

    private readonly byte[] _pkcs8;
    private readonly KeyIdentity _identity;

    private PrivateKeyPem(byte[] pkcs8, KeyIdentity identity) => (_pkcs8, _identity) = (pkcs8, identity);

    /// <summary>Algorithm in words: <c>RSA 2048</c>, <c>ECC prime256v1</c>, <c>SM2</c>.</summary>
    public string Algorithm => _identity.Algorithm;

    /// <summary>Reads the one private key of a text: PKCS#8, PKCS#1, SEC1 or encrypted PKCS#8, with any label.</summary>
    /// <param name="text">PEM text; certificates in it are skipped.</param>
    /// <param name="passphrase">Password of an encrypted key; ignored for a plain one.</param>
    /// <param name="source">Subject of the error messages, such as a quoted file name.</param>
    /// <exception cref="PemException">No key, several, a damaged or encrypted one.</exception>
    public static PrivateKeyPem Parse(string text, Passphrase? passphrase = null, string? source = null)
    {
        source ??= Wording.Of($"The text");
        var blocks = PemBlock.Scan(text, source);
        return FromBlocks(blocks, passphrase, source, new DerivationBudget())
            ?? throw new PemException(PemProblem.WrongContent, $"{source} is {blocks[0].Description}, not a private key.");
    }

    /// <summary>Reads the one private key of a file; the error names a file that is not text.</summary>
    /// <param name="path">PEM file.</param>
    /// <param name="passphrase">Password of an encrypted key; ignored for a plain one.</param>
    /// <exception cref="PemException">As <see cref="Parse"/>; or another kind of file.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static PrivateKeyPem FromFile(string path, Passphrase? passphrase = null)
    {
        var file = FileContent.Read(path);
        return Parse(file.Text, passphrase, file.Source);
    }

    /// <summary>Whether the key belongs to the leaf of a chain.</summary>
    public KeyMatch Matches(CertificateChain chain)
    {
        ArgumentNullException.ThrowIfNull(chain);
        return Matches(chain.Leaf);
    }

    /// <summary>The key as PKCS#8 PEM (<c>BEGIN PRIVATE KEY</c>), in clear.</summary>
    public string Reveal() => PemEncoding.WriteString("PRIVATE KEY", _pkcs8) + "\n";

    /// <summary>The key in the older form of its algorithm (<c>BEGIN RSA PRIVATE KEY</c>, <c>BEGIN EC PRIVATE KEY</c>), in clear.</summary>
    /// <exception cref="PemException">The algorithm has no such format.</exception>
    public string RevealTraditional()
    {
        using var key = Open();
        return key switch
        {
            RSA rsa => rsa.ExportRSAPrivateKeyPem() + "\n",
            ECDsa ecc => ecc.ExportECPrivateKeyPem() + "\n",
            _ => throw new PemException(PemProblem.Unsupported, $"A key of algorithm {Algorithm} can be given as PKCS#8 only."),
        };
    }

    /// <summary>Writes the key as PKCS#8 PEM to a file that only its owner can read.</summary>
    /// <param name="path">Target file.</param>
    /// <param name="overwrite">Replace an existing file.</param>
    /// <exception cref="IOException">The file exists, or cannot be written.</exception>
    public void WriteTo(string path, bool overwrite = false) => SecureFile.WriteText(path, Reveal(), secret: true, overwrite);

    /// <summary>Never the key.</summary>
    public override string ToString() => "(private key)";

    internal KeyMatch Matches(CertificateFacts certificate) => _identity.Matches(certificate.PublicKey);

    internal byte[] Encrypt(Passphrase passphrase, PbeParameters encryption) =>
        Pkcs8PrivateKeyInfo.Decode(_pkcs8, out _, skipCopy: true).Encrypt(passphrase.Characters, encryption);

    internal static PrivateKeyPem? FromBlocks(
        IReadOnlyList<PemBlock> blocks, Passphrase? passphrase, string source, DerivationBudget budget)
    {
        List<PemBlock> keys = [.. blocks.Where(block => block.IsPrivateKey)];
        if (keys.Count == 0)
            return null;

        // Duplicates count as one key.
        List<PrivateKeyPem> read = [.. keys.Take(MaxKeys).Select(key => FromBlock(key, passphrase, source, budget))
            .DistinctBy(key => Convert.ToHexString(SHA256.HashData(key._pkcs8)), StringComparer.Ordinal)];
        return read switch
        {
            [var key] when keys.Count <= MaxKeys => key,
            [_, _] when read.TrueForAll(key => key._identity.IsSm2) => throw new PemException(
                PemProblem.TooMany,
                $"{source} holds the two pairs of an SM2 certificate, and the API takes one: upload it in the console."),
            _ => throw new PemException(PemProblem.TooMany, $"{source} holds {keys.Count} private keys: leave the one of the certificate."),
        };
    }

    internal static PrivateKeyPem FromKey(AsymmetricAlgorithm key, string? source = null) =>
        FromPkcs8(key.ExportPkcs8PrivateKey(), source ?? Wording.Of($"The key"));

    internal static PrivateKeyPem FromPkcs8(byte[] pkcs8, string source)
    {
        try
        {
            var info = new AsnReader(pkcs8, AsnEncodingRules.BER).ReadSequence();
            info.ReadInteger();
            var algorithm = info.ReadSequence();
            var oid = algorithm.ReadObjectIdentifier();
            var curve = algorithm.HasData && algorithm.PeekTag() == Asn1Tag.ObjectIdentifier ? algorithm.ReadObjectIdentifier() : null;
            var key = info.ReadOctetString();
            if (Normalize(oid, curve, pkcs8) is { } platform)
            {
                pkcs8 = platform;
                info = new AsnReader(pkcs8, AsnEncodingRules.BER).ReadSequence();
                info.ReadInteger();
                info.ReadSequence();
                key = info.ReadOctetString();
            }

            return new PrivateKeyPem(pkcs8, KeyIdentity.OfPrivate(oid, curve, key, ReadPublicKey(info)));
        }
        catch (Exception exception) when (exception is CryptographicException or AsnContentException)
        {
            throw Damaged(source, exception);
        }
    }

    /// <summary>Opens an EncryptedPrivateKeyInfo.</summary>
    /// <exception cref="PemException">Wrong password, unsupported or too expensive encryption, or damaged data.</exception>
    internal static PrivateKeyPem Decrypt(
        ReadOnlyMemory<byte> encrypted, ReadOnlySpan<char> password, string source, DerivationBudget budget)
    {
        byte[] pkcs8;
        try
        {
            budget.Spend(PasswordEncryption.OfKey(encrypted), source);
            pkcs8 = Pkcs8PrivateKeyInfo.DecryptAndDecode(password, encrypted, out _).Encode();
        }
        catch (AsnContentException exception)
        {
            throw Damaged(source, exception);
        }
        catch (CryptographicException exception)
        {
            throw PfxFile.CannotOpen(source, hasPassword: true, exception);
        }

        return FromPkcs8(pkcs8, source);
    }

    private static PrivateKeyPem FromBlock(PemBlock block, Passphrase? passphrase, string source, DerivationBudget budget)
    {
        if (block.HasLegacyEncryption)
        {
            throw new PemException(
                PemProblem.Unsupported, $"{source} is encrypted in an outdated form: convert it with openssl pkcs8 -topk8 and give that.");
        }

        if (block.Label == "OPENSSH PRIVATE KEY")
        {
            throw new PemException(
                PemProblem.Unsupported, $"{source} is an OpenSSH key: convert a copy with ssh-keygen -p -m PKCS8 and give that.");
        }

        var der = block.Decode();
        try
        {
            // The content decides: tools use wrong labels, and openssl accepts them.
            var key = new AsnReader(der, AsnEncodingRules.BER).ReadSequence();
            if (key.PeekTag() == Asn1Tag.Sequence)
            {
                return passphrase is not null
                    ? Decrypt(der, passphrase.Characters, source, budget)
                    : throw new PemException(PemProblem.Encrypted, $"{source} is encrypted: give the password.");
            }

            key.ReadInteger();
            if (key.PeekTag() == Asn1Tag.Sequence)
                return FromPkcs8(der, source);

            if (key.PeekTag().HasSameClassAndValue(Asn1Tag.PrimitiveOctetString))
            {
                return EccPrivateKey.Read(der).Curve is { } curve
                    ? FromPkcs8(WrapAsPkcs8(der, KeyIdentity.EccOid, curve), source)
                    : FromSec1(der, source);
            }

            var integers = 1;
            for (; key.HasData && key.PeekTag() == Asn1Tag.Integer; integers++)
                key.ReadInteger();

            return integers >= MinRsaIntegers
                ? FromPkcs8(WrapAsPkcs8(der, KeyIdentity.RsaOid, null), source)
                : throw new PemException(PemProblem.Unsupported, $"{source} is a private key of a kind that is not supported.");
        }
        catch (AsnContentException exception)
        {
            throw Damaged(source, exception);
        }
    }

    // Without a named curve, only the platform can identify the parameters.
    private static PrivateKeyPem FromSec1(byte[] der, string source)
    {
        try
        {
            using var key = ECDsa.Create();
            key.ImportECPrivateKey(der, out _);
            return FromKey(key, source);
        }
        catch (CryptographicException exception)
        {
            throw Damaged(source, exception);
        }
    }

    /// <summary>The platform's encoding, validated and with the public key of an ECC key; null for unsupported algorithms.</summary>
    private static byte[]? Normalize(string algorithm, string? curve, byte[] pkcs8)
    {
        if (algorithm != KeyIdentity.RsaOid && (algorithm != KeyIdentity.EccOid || curve is null))
            return null;

        using AsymmetricAlgorithm key = algorithm == KeyIdentity.RsaOid ? RSA.Create() : ECDsa.Create();
        try
        {
            key.ImportPkcs8PrivateKey(pkcs8, out _);
            return key.ExportPkcs8PrivateKey();
        }
        catch (Exception exception) when (exception is CryptographicException or PlatformNotSupportedException
            && algorithm == KeyIdentity.EccOid && !KeyIdentity.IsNistCurve(curve))
        {
            return null;
        }
    }

    private AsymmetricAlgorithm? Open()
    {
        foreach (var create in (Func<AsymmetricAlgorithm>[])[RSA.Create, ECDsa.Create])
        {
            var key = create();
            try
            {
                key.ImportPkcs8PrivateKey(_pkcs8, out _);
                return key;
            }
            catch (Exception exception) when (exception is CryptographicException or PlatformNotSupportedException)
            {
                key.Dispose();
            }
        }

        return null;
    }

    // PrivateKeyInfo ends with attributes [0] and, since RFC 5958, the public key [1].
    private static ReadOnlyMemory<byte>? ReadPublicKey(AsnReader reader)
    {
        var tag = new Asn1Tag(TagClass.ContextSpecific, 1);
        while (reader.HasData)
        {
            if (reader.PeekTag().HasSameClassAndValue(tag))
                return reader.ReadBitString(out _, tag);

            reader.ReadEncodedValue();
        }

        return null;
    }

    private static byte[] WrapAsPkcs8(byte[] key, string algorithmOid, string? curveOid)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(0);
            using (writer.PushSequence())
            {
                writer.WriteObjectIdentifier(algorithmOid);
                if (curveOid is null)
                    writer.WriteNull();
                else
                    writer.WriteObjectIdentifier(curveOid);
            }

            writer.WriteOctetString(key);
        }

        return writer.Encode();
    }

    private static PemException Damaged(string source, Exception inner) =>
        new(PemProblem.Malformed, $"{source} holds a damaged private key: copy or export it again.", inner);
}
