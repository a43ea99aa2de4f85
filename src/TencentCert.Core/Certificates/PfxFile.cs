using System.Formats.Asn1;
using System.Runtime.ExceptionServices;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;

namespace TencentCert.Core.Certificates;

/// <summary>Reads and creates PFX files (PKCS#12), which OpenSSL 3 and Windows Server 2019 or later can open.</summary>
public static class PfxFile
{
    // Supported by OpenSSL and Windows, and slow enough to hinder password guessing.
    private const int DerivationRounds = 100_000;

    private const string Data = "1.2.840.113549.1.7.1";
    private const string EncryptedData = "1.2.840.113549.1.7.6";
    private const string FriendlyName = "1.2.840.113549.1.9.20";
    private const string ContentsBag = "1.2.840.113549.1.12.10.1.6";

    // The platform parses nested contents recursively: without a limit, a small file overflows the stack.
    private const int MaxNesting = 10;

    // Encrypted contents are checked only after the platform has parsed them; this size limits their nesting to the available stack.
    private const int MaxEncryptedBytes = 256 * 1024;
    private const int StackBytes = 32 * 1024 * 1024;

    private const int MaxKeys = 5;

    private static readonly PbeParameters Encryption = new(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, DerivationRounds);
    private static readonly Asn1Tag Content = new(TagClass.ContextSpecific, 0);

    /// <summary>Creates a PFX of a certificate, its chain and its key.</summary>
    /// <param name="bundle">Certificate with its key.</param>
    /// <param name="passphrase">Password of the file.</param>
    /// <exception cref="PemException">The key is missing, or belongs to another certificate.</exception>
    public static byte[] Create(CertificateBundle bundle, Passphrase passphrase)
    {
        ArgumentNullException.ThrowIfNull(bundle);
        ArgumentNullException.ThrowIfNull(passphrase);
        var key = bundle.RequireKey();
        var leaf = bundle.Chain.Leaf;
        var keyId = new Pkcs9LocalKeyId(SHA256.HashData(leaf.Der.Span).AsSpan(0, 20));
        var name = NameAttribute(leaf.ToString());

        var certificates = new Pkcs12SafeContents();
        foreach (var item in bundle.Chain.Intermediates.Prepend(leaf))
        {
            using var certificate = item.ToX509Certificate();
            var bag = certificates.AddCertificate(certificate);
            if (item == leaf)
            {
                bag.Attributes.Add(keyId);
                bag.Attributes.Add(name);
            }
        }

        var keys = new Pkcs12SafeContents();
        var keyBag = new Pkcs12ShroudedKeyBag(key.Encrypt(passphrase, Encryption));
        keyBag.Attributes.Add(keyId);
        keyBag.Attributes.Add(name);
        keys.AddSafeBag(keyBag);

        var builder = new Pkcs12Builder();
        builder.AddSafeContentsEncrypted(certificates, passphrase.Characters, Encryption);
        builder.AddSafeContentsUnencrypted(keys);
        builder.SealWithMac(passphrase.Characters, HashAlgorithmName.SHA256, DerivationRounds);
        return builder.Encode();
    }

    /// <summary>Whether bytes look like a PFX: a sequence that starts with version 3 and a content of certificates and keys.</summary>
    internal static bool IsPfx(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            var pfx = new AsnReader(bytes, AsnEncodingRules.BER).ReadSequence();
            return pfx.ReadInteger() == 3
                && pfx.ReadSequence().ReadObjectIdentifier().StartsWith("1.2.840.113549.1.7.", StringComparison.Ordinal);
        }
        catch (AsnContentException)
        {
            return false;
        }
    }

    /// <summary>Opens a PFX. Nothing of it is stored on the machine.</summary>
    /// <exception cref="PemException">Not a PFX, wrong password, unsupported encryption, several keys, or no certificate.</exception>
    internal static CertificateBundle Read(byte[] pfx, Passphrase? passphrase, string source, DerivationBudget budget, DateTimeOffset? now)
    {
        try
        {
            Inspect(pfx, source, budget);
            var info = Pkcs12Info.Decode(pfx, out _, skipCopy: true);
            if (info.IntegrityMode == Pkcs12IntegrityMode.PublicKey)
                throw Unsupported(source, Wording.Of($"PKCS#12 under a public key"));

            return Open(info, VerifiedPassword(info, passphrase, source), passphrase, source, budget, now);
        }
        catch (Exception exception) when (exception is AsnContentException or CryptographicException)
        {
            throw new PemException(PemProblem.Malformed, $"{source} is a damaged PFX: copy or export it again.", exception);
        }
    }

    internal static PemException CannotOpen(string source, bool hasPassword, Exception? inner = null) => hasPassword
        ? new(PemProblem.WrongPassword, $"{source} cannot be opened: the password is wrong, or the file is damaged.", inner)
        : new(PemProblem.Encrypted, $"{source} is encrypted, or damaged: give the password.", inner);

    internal static PemException Unsupported(string source, string algorithm) => new(
        PemProblem.Unsupported,
        $"{source} is encrypted with {algorithm}, which is not supported here. The password is not the cause: export it again under "
        + $"AES-256.");

    private static CertificateBundle Open(
        Pkcs12Info info, string? password, Passphrase? passphrase, string source, DerivationBudget budget, DateTimeOffset? now)
    {
        var certificates = new List<byte[]>();
        var keys = new List<PrivateKeyPem>();
        var pending = new Queue<Pkcs12SafeContents>(info.AuthenticatedSafe);
        while (pending.TryDequeue(out var contents))
        {
            if (contents.ConfidentialityMode == Pkcs12ConfidentialityMode.Password)
                Decrypt(contents, password, passphrase is not null, source);
            else if (contents.ConfidentialityMode != Pkcs12ConfidentialityMode.None)
                throw Unsupported(source, Wording.Of($"PKCS#12 under a public key"));

            foreach (var bag in contents.GetBags())
            {
                switch (bag)
                {
                    case Pkcs12CertBag { IsX509Certificate: true } certificate:
                        certificates.Add(new AsnReader(certificate.EncodedCertificate, AsnEncodingRules.BER).ReadOctetString());
                        break;
                    case Pkcs12ShroudedKeyBag shrouded:
                        keys.Add(PrivateKeyPem.Decrypt(shrouded.EncryptedPkcs8PrivateKey, password, source, budget));
                        break;
                    case Pkcs12KeyBag plain:
                        keys.Add(PrivateKeyPem.FromPkcs8(plain.Pkcs8PrivateKey.ToArray(), source));
                        break;
                    case Pkcs12SafeContentsBag { SafeContents: { } nested }:
                        pending.Enqueue(nested);
                        break;
                }

                if (keys.Count > MaxKeys)
                {
                    throw new PemException(
                        PemProblem.TooMany, $"{source} holds more than {MaxKeys} private keys: export one certificate with its key.");
                }
            }
        }

        if (certificates.Count == 0)
            throw new PemException(PemProblem.WrongContent, $"{source} holds no certificate.");

        keys = [.. keys.DistinctBy(key => key.Reveal(), StringComparer.Ordinal)];
        if (keys.Count > 1)
            throw new PemException(PemProblem.TooMany, $"{source} holds {keys.Count} private keys: export one certificate with its key.");

        var key = keys.FirstOrDefault();
        return new CertificateBundle(CertificateChain.FromDer(certificates, source, now, key), key);
    }

    // Tools encode "no password" either as an empty string or as a missing one.
    private static string? VerifiedPassword(Pkcs12Info info, Passphrase? passphrase, string source)
    {
        var password = passphrase is null ? null : new string(passphrase.Characters);
        string?[] candidates = string.IsNullOrEmpty(password) ? [null, ""] : [password];
        if (info.IntegrityMode == Pkcs12IntegrityMode.None)
            return candidates[0];

        foreach (var candidate in candidates)
        {
            if (info.VerifyMac(candidate))
                return candidate;
        }

        throw CannotOpen(source, passphrase is not null);
    }

    private static void Decrypt(Pkcs12SafeContents contents, string? password, bool hasPassword, string source)
    {
        try
        {
            RunOnLargeStack(() => contents.Decrypt(password));
        }
        catch (CryptographicException exception)
        {
            throw CannotOpen(source, hasPassword, exception);
        }
    }

    // Algorithms and rounds of the outer layers; those of keys inside an encrypted layer are checked after decryption.
    private static void Inspect(byte[] pfx, string source, DerivationBudget budget)
    {
        var outer = new AsnReader(pfx, AsnEncodingRules.BER).ReadSequence();
        outer.ReadInteger();
        var content = outer.ReadSequence();
        if (outer.HasData)
            budget.Spend(PasswordEncryption.OfMac(outer.ReadSequence()), source);

        if (content.ReadObjectIdentifier() != Data)
            return;

        var parts = new AsnReader(content.ReadSequence(Content).ReadOctetString(), AsnEncodingRules.BER).ReadSequence();
        while (parts.HasData)
        {
            var length = parts.PeekEncodedValue().Length;
            var part = parts.ReadSequence();
            var kind = part.ReadObjectIdentifier();
            if (kind == Data)
            {
                RequireShallowNesting(part.ReadSequence(Content).ReadOctetString(), source);
            }
            else if (kind == EncryptedData)
            {
                if (length > MaxEncryptedBytes)
                {
                    throw new PemException(
                        PemProblem.TooLarge,
                        $"{source} has an encrypted part of more than {MaxEncryptedBytes / 1024} KiB: export it again with one certificate "
                        + $"and its issuers.");
                }

                var encrypted = part.ReadSequence(Content).ReadSequence();
                encrypted.ReadInteger();
                var info = encrypted.ReadSequence();
                info.ReadObjectIdentifier();
                budget.Spend(PasswordEncryption.Of(info.ReadSequence()), source);
            }
        }
    }

    private static void RequireShallowNesting(ReadOnlyMemory<byte> contents, string source)
    {
        var pending = new Stack<(ReadOnlyMemory<byte> Contents, int Depth)>([(contents, 1)]);
        while (pending.TryPop(out var next))
        {
            var bags = new AsnReader(next.Contents, AsnEncodingRules.BER).ReadSequence();
            while (bags.HasData)
            {
                var bag = bags.ReadSequence();
                if (bag.ReadObjectIdentifier() == ContentsBag)
                {
                    pending.Push(next.Depth < MaxNesting
                        ? (bag.ReadSequence(Content).ReadEncodedValue(), next.Depth + 1)
                        : throw new PemException(
                            PemProblem.TooLarge, $"{source} has contents within contents more than {MaxNesting} times: export it again."));
                }
            }
        }
    }

    private static void RunOnLargeStack(Action work)
    {
        ExceptionDispatchInfo? failure = null;
        var thread = new Thread(RunAndCapture, StackBytes) { IsBackground = true };
        thread.Start();
        thread.Join();
        failure?.Throw();

        void RunAndCapture()
        {
            try
            {
                work();
            }
#pragma warning disable CA1031 // Not swallowed: thrown where the work was asked for.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                failure = ExceptionDispatchInfo.Capture(exception);
            }
        }
    }

    private static CryptographicAttributeObject NameAttribute(string name)
    {
        var text = new AsnWriter(AsnEncodingRules.DER);
        text.WriteCharacterString(UniversalTagNumber.BMPString, string.Concat(name.Where(item => !char.IsSurrogate(item))));
        var oid = new Oid(FriendlyName);
        return new CryptographicAttributeObject(oid, new AsnEncodedDataCollection(new AsnEncodedData(oid, text.Encode())));
    }
}
