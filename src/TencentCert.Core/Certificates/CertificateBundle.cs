using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using TencentCert.Core.Strings;

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

    /// <summary>The key, for callers that cannot go on without the right one. A key that cannot be compared passes.</summary>
    /// <exception cref="PemException">There is none, or it belongs to another certificate.</exception>
    public PrivateKeyPem RequireKey() => KeyMatch switch
    {
        null => throw new PemException(PemProblem.KeyMismatch, $"The certificate comes without its private key: give the key too."),
        Certificates.KeyMatch.Differs => throw new PemException(
            PemProblem.KeyMismatch, $"The private key belongs to another certificate: give the one its request was made with."),
        _ => Key!,
    };

    /// <summary>Reads PEM texts.</summary>
    /// <param name="certificateText">Certificate with its intermediates; may hold the key as well.</param>
    /// <param name="keyText">The key, if it stands in a text of its own.</param>
    /// <param name="passphrase">Password of an encrypted key.</param>
    /// <param name="certificateSource">Subject of the error messages about the certificate.</param>
    /// <param name="keySource">Subject of the error messages about the key.</param>
    /// <exception cref="PemException">A text does not hold what it should. A key of another certificate is no error here.</exception>
    public static CertificateBundle FromPem(
        string certificateText,
        string? keyText = null,
        Passphrase? passphrase = null,
        string? certificateSource = null,
        string? keySource = null)
    {
        certificateSource ??= Wording.Of($"The certificate text");
        var blocks = PemBlock.Scan(certificateText, certificateSource);
        return new CertificateBundle(
            CertificateChain.FromBlocks(blocks, certificateSource),
            keyText is null
                ? PrivateKeyPem.FromBlocks(blocks, passphrase, certificateSource)
                : PrivateKeyPem.Parse(keyText, passphrase, keySource ?? Wording.Of($"The key text")));
    }

    /// <summary>Opens a PFX (PKCS#12); its key is never stored on the machine.</summary>
    /// <param name="pfx">File content.</param>
    /// <param name="passphrase">Its password; null for none.</param>
    /// <param name="source">Subject of the error messages.</param>
    /// <exception cref="PemException">Not a PFX, the wrong password, several keys, or no certificate in it.</exception>
    public static CertificateBundle FromPfx(byte[] pfx, Passphrase? passphrase = null, string? source = null)
    {
        source ??= Wording.Of($"The input");
        if (FileContent.KindOf(pfx) != X509ContentType.Pfx)
        {
            throw new PemException(PemProblem.WrongContent, $"{source} is not a PFX file.");
        }

        var certificates = new X509Certificate2Collection();
        try
        {
            certificates.Import(pfx, passphrase is null ? default : passphrase.Characters, ImportFlags);
            return FromCertificates(certificates, source);
        }
        catch (CryptographicException e) when (passphrase is null)
        {
            throw new PemException(PemProblem.Encrypted, $"{source} is encrypted, or damaged: give the password.", e);
        }
        catch (CryptographicException e)
        {
            throw new PemException(
                PemProblem.WrongPassword,
                    $"{source} cannot be opened: the password is wrong, the file is damaged, or it holds a certificate twice or a key "
                    + $"that is neither RSA nor ECC.", e);
        }
        finally
        {
            foreach (var certificate in certificates)
            {
                certificate.Dispose();
            }
        }
    }

    /// <summary>Reads a certificate file (PEM, DER or PFX) and, where it stands apart, the key file.</summary>
    /// <param name="certificatePath">Certificate file; may hold the key as well.</param>
    /// <param name="keyPath">Key file.</param>
    /// <param name="passphrase">Password of an encrypted key or PFX.</param>
    /// <exception cref="PemException">A file does not hold what it should; the message names it.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static CertificateBundle FromFiles(string certificatePath, string? keyPath = null, Passphrase? passphrase = null)
    {
        var certificate = FileContent.Read(certificatePath);
        var key = keyPath is null ? null : FileContent.Read(keyPath);
        if (certificate.Kind == X509ContentType.Pfx)
        {
            var bundle = FromPfx(certificate.Bytes, passphrase, certificate.Source);
            return key is null ? bundle : new CertificateBundle(bundle.Chain, PrivateKeyPem.Parse(key.Text, passphrase, key.Source));
        }

        return certificate.Kind == X509ContentType.Cert && !certificate.IsPem
            ? new CertificateBundle(
                CertificateChain.FromDer(certificate.Bytes, certificate.Source),
                key is null ? null : PrivateKeyPem.Parse(key.Text, passphrase, key.Source))
            : FromPem(certificate.Text, key?.Text, passphrase, certificate.Source, key?.Source ?? certificate.Source);
    }

    // Only Windows keeps an imported key unless told not to. Elsewhere the flag would cost the files that hold a certificate twice;
    // macOS does not know it and uses a keychain that it deletes on dispose.
    private static X509KeyStorageFlags ImportFlags => OperatingSystem.IsWindows()
        ? X509KeyStorageFlags.Exportable | X509KeyStorageFlags.EphemeralKeySet
        : X509KeyStorageFlags.Exportable;

    private static CertificateBundle FromCertificates(X509Certificate2Collection certificates, string source)
    {
        if (certificates.Count == 0)
        {
            throw new PemException(PemProblem.WrongContent, $"{source} holds no certificate.");
        }

        List<X509Certificate2> withKey = [.. certificates.Where(certificate => certificate.HasPrivateKey).DistinctBy(certificate => certificate.Thumbprint)];
        if (withKey.Count > 1)
        {
            throw new PemException(
                PemProblem.TooMany, $"{source} holds {withKey.Count} private keys: export one certificate with its key.");
        }

        return new CertificateBundle(
            CertificateChain.FromDer(certificates.Select(certificate => certificate.RawData), source),
            withKey.Count == 0 ? null : KeyOf(withKey[0], source));
    }

    private static PrivateKeyPem KeyOf(X509Certificate2 certificate, string source)
    {
        using var key = (AsymmetricAlgorithm?)certificate.GetRSAPrivateKey()
            ?? certificate.GetECDsaPrivateKey()
            ?? throw new PemException(PemProblem.Unsupported, $"{source} holds a private key that is neither RSA nor ECC.");

        // Windows exports an imported key in encrypted form only; a round trip under a throw-away password works everywhere.
        var password = Convert.ToHexString(RandomNumberGenerator.GetBytes(16));
        var encrypted = key.ExportEncryptedPkcs8PrivateKey(
            password, new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, iterationCount: 1));
        using AsymmetricAlgorithm plain = key is RSA ? RSA.Create() : ECDsa.Create();
        plain.ImportEncryptedPkcs8PrivateKey(password, encrypted, out _);
        return PrivateKeyPem.FromKey(plain, source);
    }
}
