using System.Security.Cryptography.X509Certificates;

namespace TencentCert.Core.Certificates;

/// <summary>A certificate chain with its private key, if there is one.</summary>
/// <param name="chain">The chain.</param>
/// <param name="key">The key.</param>
public sealed class CertificateBundle(CertificateChain chain, PrivateKeyPem? key)
{
    /// <summary>Leaf and intermediates.</summary>
    public CertificateChain Chain { get; } = chain;

    /// <summary>The private key; null if the input had none.</summary>
    public PrivateKeyPem? Key { get; } = key;

    /// <summary>Whether the key belongs to the leaf; null without a key.</summary>
    public KeyMatch? KeyMatch => Key?.Matches(Chain);

    /// <inheritdoc />
    public override string ToString() => Chain.ToString();

    /// <summary>The key, for callers that require a matching one. A key that cannot be compared is accepted.</summary>
    /// <exception cref="PemException">The key is missing, or belongs to another certificate.</exception>
    public PrivateKeyPem RequireKey() => KeyMatch switch
    {
        null => throw new PemException(PemProblem.KeyMismatch, $"The certificate has no private key: give the key as well."),
        Certificates.KeyMatch.Differs => throw new PemException(
            PemProblem.KeyMismatch, $"The private key belongs to another certificate: give the one its request was made with."),
        _ => Key!,
    };

    /// <summary>Reads PEM texts.</summary>
    /// <param name="certificateText">Certificate with its intermediates; may also contain the key.</param>
    /// <param name="keyText">The key, if it is a separate text.</param>
    /// <param name="passphrase">Password of an encrypted key.</param>
    /// <param name="certificateSource">Subject of the error messages about the certificate.</param>
    /// <param name="keySource">Subject of the error messages about the key.</param>
    /// <param name="now">Reference time: a valid variant is preferred to an expired one; the system time if null.</param>
    /// <exception cref="PemException">A text has other content. A key of another certificate is not an error here.</exception>
    public static CertificateBundle FromPem(
        string certificateText, string? keyText = null, Passphrase? passphrase = null, string? certificateSource = null,
        string? keySource = null, DateTimeOffset? now = null) => FromPem(
            certificateText,
            keyText is null ? null : PrivateKeyPem.Parse(keyText, passphrase, keySource ?? Wording.Of($"The key text")),
            passphrase, certificateSource ?? Wording.Of($"The certificate text"), now);

    /// <summary>Opens a PFX (PKCS#12); its key is never stored on the machine.</summary>
    /// <param name="pfx">File content.</param>
    /// <param name="passphrase">Its password; null for none.</param>
    /// <param name="source">Subject of the error messages.</param>
    /// <param name="now">Reference time: a valid variant is preferred to an expired one; the system time if null.</param>
    /// <exception cref="PemException">Not a PFX, the wrong password, several keys, or no certificate.</exception>
    public static CertificateBundle FromPfx(byte[] pfx, Passphrase? passphrase = null, string? source = null, DateTimeOffset? now = null) =>
        FromPfx(pfx, passphrase, source ?? Wording.Of($"The input"), new DerivationBudget(), now);

    internal static CertificateBundle FromPfx(
        byte[] pfx, Passphrase? passphrase, string source, DerivationBudget budget, DateTimeOffset? now = null)
    {
        ArgumentNullException.ThrowIfNull(pfx);
        return PfxFile.IsPfx(pfx)
            ? PfxFile.Read(pfx, passphrase, source, budget, now)
            : throw new PemException(PemProblem.WrongContent, $"{source} is not a PFX file.");
    }

    /// <summary>Reads a certificate file (PEM, DER or PFX) and, if separate, the key file.</summary>
    /// <param name="certificatePath">Certificate file, perhaps with the key; or an ACME client's folder of one certificate.</param>
    /// <param name="keyPath">Key file.</param>
    /// <param name="passphrase">Password of an encrypted key or PFX.</param>
    /// <param name="now">Reference time: a valid variant is preferred to an expired one; the system time if null.</param>
    /// <exception cref="PemException">A file has other content; the message names it.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static CertificateBundle FromFiles(
        string certificatePath, string? keyPath = null, Passphrase? passphrase = null, DateTimeOffset? now = null) =>
        FromFile(certificatePath, keyPath is null ? null : PrivateKeyPem.FromFile(keyPath, passphrase), passphrase, now);

    /// <summary>Reads a certificate file (PEM, DER or PFX) with a given key.</summary>
    /// <param name="certificatePath">Certificate file; may also contain the key.</param>
    /// <param name="key">The key; null uses the one in the file.</param>
    /// <param name="passphrase">Password of an encrypted key or PFX.</param>
    /// <param name="now">Reference time: a valid variant is preferred to an expired one; the system time if null.</param>
    /// <exception cref="PemException">The file has other content; the message names it.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static CertificateBundle FromFile(
        string certificatePath, PrivateKeyPem? key, Passphrase? passphrase = null, DateTimeOffset? now = null)
    {
        if (Directory.Exists(certificatePath))
            return CertificateFolder.Read(certificatePath, key, passphrase, now);

        var file = FileContent.Read(certificatePath);
        if (file.Kind == X509ContentType.Pfx)
        {
            var bundle = FromPfx(file.Bytes, passphrase, file.Source, now);
            return key is null ? bundle : new CertificateBundle(bundle.Chain, key);
        }

        return file.Kind == X509ContentType.Cert && !file.IsPem
            ? new CertificateBundle(CertificateChain.FromDer([file.Bytes], file.Source, now), key)
            : FromPem(file.Text, key, passphrase, file.Source, now);
    }

    /// <summary>Reads PEM text with a given key.</summary>
    /// <param name="text">Certificate with its intermediates; may also contain the key.</param>
    /// <param name="key">The key; null uses the one in the text.</param>
    /// <param name="passphrase">Password of an encrypted key in the text.</param>
    /// <param name="source">Subject of the error messages.</param>
    /// <param name="now">Reference time: a valid variant is preferred to an expired one; the system time if null.</param>
    /// <exception cref="PemException">The text has other content.</exception>
    public static CertificateBundle FromPem(string text, PrivateKeyPem? key, Passphrase? passphrase, string source, DateTimeOffset? now)
    {
        var blocks = PemBlock.Scan(text, source);
        key ??= PrivateKeyPem.FromBlocks(blocks, passphrase, source, new DerivationBudget());
        return new CertificateBundle(CertificateChain.FromBlocks(blocks, source, now, key), key);
    }
}
