using System.Formats.Asn1;
using System.Security.Cryptography;
using TencentCert.Core.Strings;

namespace TencentCert.Core.Certificates;

/// <summary>A private key, held as PKCS#8. Nothing prints it: the text leaves only through the methods that say so.</summary>
public sealed class PrivateKeyPem
{
    private readonly byte[] _pkcs8;
    private readonly KeyIdentity _identity;

    private PrivateKeyPem(byte[] pkcs8, KeyIdentity identity)
    {
        _pkcs8 = pkcs8;
        _identity = identity;
    }

    /// <summary>Algorithm in words: <c>RSA 2048</c>, <c>ECC prime256v1</c>, <c>SM2</c>.</summary>
    public string Algorithm => _identity.Algorithm;

    /// <summary>Reads the one private key of a text: PKCS#8, PKCS#1, SEC1 or encrypted PKCS#8.</summary>
    /// <param name="text">PEM text; certificates in it are skipped.</param>
    /// <param name="passphrase">Password of an encrypted key; ignored for a plain one.</param>
    /// <param name="source">Subject of the error messages, such as a quoted file name.</param>
    /// <exception cref="PemException">No key, several, a damaged or encrypted one.</exception>
    public static PrivateKeyPem Parse(string text, Passphrase? passphrase = null, string? source = null)
    {
        source ??= Wording.Of($"The text");
        var blocks = PemBlock.Scan(text, source);
        return FromBlocks(blocks, passphrase, source)
            ?? throw new PemException(PemProblem.WrongContent, $"{source} is {blocks[0].Description}, not a private key.");
    }

    /// <summary>Reads the one private key of a file; a file that is no text is told by name.</summary>
    /// <param name="path">PEM file.</param>
    /// <param name="passphrase">Password of an encrypted key; ignored for a plain one.</param>
    /// <exception cref="PemException">As <see cref="Parse"/>; or another kind of file.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static PrivateKeyPem FromFile(string path, Passphrase? passphrase = null)
    {
        var file = FileContent.Read(path);
        return Parse(file.Text, passphrase, file.Source);
    }

    /// <summary>Whether the key belongs to the leaf of a chain.</summary>
    public KeyMatch Matches(CertificateChain chain)
    {
        ArgumentNullException.ThrowIfNull(chain);
        return _identity.Matches(chain.Leaf.PublicKey);
    }

    /// <summary>The key as PKCS#8 PEM (<c>BEGIN PRIVATE KEY</c>), in clear.</summary>
    public string Reveal() => PemEncoding.WriteString("PRIVATE KEY", _pkcs8) + "\n";

    /// <summary>The key in the older form of its algorithm (<c>BEGIN RSA PRIVATE KEY</c>, <c>BEGIN EC PRIVATE KEY</c>), in clear.</summary>
    /// <exception cref="PemException">The algorithm has no such form.</exception>
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

    /// <summary>The key for the platform; null for an algorithm it does not know. The caller disposes of it.</summary>
    internal AsymmetricAlgorithm? Open()
    {
        AsymmetricAlgorithm? key = _identity.Algorithm.StartsWith("RSA ", StringComparison.Ordinal) ? RSA.Create()
            : _identity.Matches(_identity) == KeyMatch.Matches ? ECDsa.Create()
            : null;
        key?.ImportPkcs8PrivateKey(_pkcs8, out _);
        return key;
    }

    internal static PrivateKeyPem? FromBlocks(IReadOnlyList<PemBlock> blocks, Passphrase? passphrase, string source)
    {
        List<PemBlock> keys = [.. blocks.Where(block => block.IsPrivateKey)];
        return keys.Count switch
        {
            0 => null,
            1 => FromBlock(keys[0], passphrase, source),
            _ => throw new PemException(PemProblem.TooMany, $"{source} holds {keys.Count} private keys: leave the one of the certificate."),
        };
    }

    internal static PrivateKeyPem FromKey(AsymmetricAlgorithm key, string? source = null) =>
        FromPkcs8(key.ExportPkcs8PrivateKey(), source ?? Wording.Of($"The key"));

    private static PrivateKeyPem FromBlock(PemBlock block, Passphrase? passphrase, string source)
    {
        if (block.HasLegacyEncryption)
        {
            throw new PemException(
                PemProblem.Unsupported, $"{source} is encrypted in an outdated form: convert it with openssl pkcs8 -topk8 and give that.");
        }

        if (block.Label == "ENCRYPTED PRIVATE KEY")
        {
            return Decrypt(
                block.Decode(),
                passphrase ?? throw new PemException(PemProblem.Encrypted, $"{source} is encrypted: give the password."),
                source);
        }

        var der = block.Decode();
        try
        {
            return FromPkcs8(
                block.Label switch
                {
                    "PRIVATE KEY" => der,
                    "RSA PRIVATE KEY" => Wrap(der, KeyIdentity.RsaOid, null),
                    "EC PRIVATE KEY" or "SM2 PRIVATE KEY" => Wrap(der, KeyIdentity.EccOid, CurveOfSec1(der)),
                    _ => throw new PemException(PemProblem.Unsupported, $"{source} is a private key of a kind that is not supported."),
                },
                source);
        }
        catch (AsnContentException e)
        {
            throw Damaged(source, e);
        }
    }

    private static PrivateKeyPem FromPkcs8(byte[] pkcs8, string source)
    {
        try
        {
            var info = new AsnReader(pkcs8, AsnEncodingRules.BER).ReadSequence();
            info.ReadInteger();
            var algorithm = info.ReadSequence();
            var oid = algorithm.ReadObjectIdentifier();
            var curve = algorithm.HasData && algorithm.PeekTag() == Asn1Tag.ObjectIdentifier ? algorithm.ReadObjectIdentifier() : null;
            info.ReadOctetString();

            if (oid == KeyIdentity.RsaOid)
            {
                using var rsa = RSA.Create();
                rsa.ImportPkcs8PrivateKey(pkcs8, out _);
                return new PrivateKeyPem(rsa.ExportPkcs8PrivateKey(), KeyIdentity.Of(rsa));
            }

            if (oid == KeyIdentity.EccOid && KeyIdentity.IsComparable(curve))
            {
                using var ecc = ECDsa.Create();
                ecc.ImportPkcs8PrivateKey(pkcs8, out _);
                return new PrivateKeyPem(ecc.ExportPkcs8PrivateKey(), KeyIdentity.Of(ecc, curve));
            }

            return new PrivateKeyPem(pkcs8, KeyIdentity.Opaque(oid, curve));
        }
        catch (Exception e) when (e is CryptographicException or AsnContentException)
        {
            throw Damaged(source, e);
        }
    }

    private static PrivateKeyPem Decrypt(byte[] encrypted, Passphrase passphrase, string source)
    {
        CryptographicException? refusal = null;
        foreach (var create in (Func<AsymmetricAlgorithm>[])[RSA.Create, ECDsa.Create])
        {
            using var key = create();
            try
            {
                key.ImportEncryptedPkcs8PrivateKey(passphrase.Characters, encrypted, out _);
                return FromKey(key, source);
            }
            catch (CryptographicException e)
            {
                refusal = e;
            }
        }

        throw new PemException(
            PemProblem.WrongPassword, $"{source} cannot be opened: the password is wrong, or the key is neither RSA nor ECC.", refusal);
    }

    private static byte[] Wrap(byte[] key, string algorithmOid, string? curveOid)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(0);
            using (writer.PushSequence())
            {
                writer.WriteObjectIdentifier(algorithmOid);
                if (curveOid is null)
                {
                    writer.WriteNull();
                }
                else
                {
                    writer.WriteObjectIdentifier(curveOid);
                }
            }

            writer.WriteOctetString(key);
        }

        return writer.Encode();
    }

    /// <summary>ECPrivateKey ::= SEQUENCE { version, privateKey, [0] parameters, [1] publicKey }.</summary>
    private static string CurveOfSec1(byte[] sec1)
    {
        var key = new AsnReader(sec1, AsnEncodingRules.BER).ReadSequence();
        key.ReadInteger();
        key.ReadOctetString();
        return key.ReadSequence(new Asn1Tag(TagClass.ContextSpecific, 0)).ReadObjectIdentifier();
    }

    private static PemException Damaged(string source, Exception inner) =>
        new(PemProblem.Malformed, $"{source} holds a damaged private key: copy or export it again.", inner);
}
