using System.Text;

namespace TencentCert.Core.Certificates;

/// <summary>File format of a saved certificate.</summary>
public enum CertificateFileFormat : long
{
    /// <summary>The certificate alone, PEM: <c>.crt</c>.</summary>
    Certificate,

    /// <summary>Its intermediates, PEM: <c>.chain.pem</c>.</summary>
    Chain,

    /// <summary>Certificate and intermediates, PEM, as servers require it: <c>.fullchain.pem</c>.</summary>
    FullChain,

    /// <summary>The private key, PEM: <c>.key</c>.</summary>
    Key,

    /// <summary>Certificate, intermediates and key under a password: <c>.pfx</c>.</summary>
    Pfx,

    /// <summary>The service's archive: <c>.zip</c>.</summary>
    Zip,
}

/// <summary>A file to write.</summary>
/// <param name="format">Format.</param>
/// <param name="path">Full path.</param>
/// <param name="content">Its bytes.</param>
/// <param name="isSecret">Whether only its owner may read it.</param>
/// <param name="isSame">Compares with an existing file, if equality of bytes is not sufficient.</param>
public sealed class CertificateFile(
    CertificateFileFormat format, string path, byte[] content, bool isSecret, Func<byte[], bool>? isSame = null)
{
    /// <summary>Format.</summary>
    public CertificateFileFormat Format => format;

    /// <summary>Full path.</summary>
    public string Path => path;

    /// <summary>Whether only its owner may read it.</summary>
    public bool IsSecret => isSecret;

    /// <summary>Whether an existing file has the same content and, if secret, is not readable by others.</summary>
    /// <param name="tighten">On Windows: whether explicitly granted access counts.</param>
    public bool IsCurrent(bool tighten = false) => IsSame() && !(isSecret && SecureFile.IsOpenToOthers(path, tighten));

    /// <summary>Throws if an existing file would be overwritten.</summary>
    /// <exception cref="FileExistsException">The file exists with other content, and overwriting is not allowed.</exception>
    public void EnsureWritable(bool overwrite)
    {
        if (!IsSame())
            SecureFile.EnsureWritable(path, overwrite);
    }

    /// <summary>Writes the file atomically; a file with the same content may be replaced without permission.</summary>
    /// <exception cref="IOException">The file exists with other content, or cannot be written.</exception>
    public void Write(bool overwrite) => SecureFile.WriteBytes(path, content, isSecret, overwrite || IsSame(), tighten: overwrite);

    /// <summary>Never the content.</summary>
    public override string ToString() => path;

    private bool IsSame() => File.Exists(path) && BoundedFile.Read(path, CertificateArchive.MaximumLength) is { } existing
        && (existing.AsSpan().SequenceEqual(content) || isSame?.Invoke(existing) == true);
}

/// <summary>Creates the files of a certificate.</summary>
public static class CertificateFiles
{
    /// <summary>The message for a path with wildcards that matches no file.</summary>
    /// <param name="path">Path.</param>
    public static string NoMatch(string path) => Wording.Of($"No file matches '{path}'.");

    /// <summary>Name of a certificate's files without their suffix: its domain and id, valid on any file system.</summary>
    public static string BaseName(string? domain, string certificateId)
    {
        var name = DomainName.TryNormalize(domain, out var ascii, out _) ? ascii.Replace('*', '_') : "certificate";
        return $"{name}_{certificateId}";
    }

    /// <summary>The files of the PEM and PFX formats.</summary>
    /// <param name="bundle">Certificate, with its key for the formats that contain it.</param>
    /// <param name="formats">Requested formats; <see cref="CertificateFileFormat.Zip"/> comes from the service and is skipped.</param>
    /// <param name="directory">Folder.</param>
    /// <param name="baseName">Name without suffix.</param>
    /// <param name="passphrase">Password of the PFX.</param>
    /// <exception cref="PemException">A required key is missing, or belongs to another certificate.</exception>
    public static IReadOnlyList<CertificateFile> Of(
        CertificateBundle bundle, IEnumerable<CertificateFileFormat> formats, string directory, string baseName,
        Passphrase? passphrase = null)
    {
        ArgumentNullException.ThrowIfNull(bundle);
        ArgumentNullException.ThrowIfNull(formats);
        var files = new List<CertificateFile>();
        foreach (var format in formats.Distinct())
        {
            switch (format)
            {
                case CertificateFileFormat.Certificate:
                    Add(".crt", bundle.Chain.LeafPem);
                    break;
                case CertificateFileFormat.Chain when bundle.Chain.Intermediates.Count > 0:
                    Add(".chain.pem", bundle.Chain.IntermediatesPem);
                    break;
                case CertificateFileFormat.FullChain:
                    Add(".fullchain.pem", bundle.Chain.ToPem());
                    break;
                case CertificateFileFormat.Key:
                    Add(".key", bundle.RequireKey().Reveal(), isSecret: true);
                    break;
                case CertificateFileFormat.Pfx:
                    var password = passphrase ?? throw new PemException(PemProblem.Encrypted, $"A PFX needs a password.");
                    files.Add(new CertificateFile(
                        format, PathOf(".pfx"), PfxFile.Create(bundle, password), isSecret: true,
                        existing => IsSamePfx(existing, password, bundle)));
                    break;
            }

            void Add(string suffix, string text, bool isSecret = false) =>
                files.Add(new CertificateFile(format, PathOf(suffix), Encoding.ASCII.GetBytes(text), isSecret));
        }

        return files;

        string PathOf(string suffix) => Path.Join(directory, baseName + suffix);
    }

    // A PFX is salted, so two files of one certificate differ.
    private static bool IsSamePfx(byte[] existing, Passphrase passphrase, CertificateBundle bundle)
    {
        try
        {
            var existingBundle = CertificateBundle.FromPfx(existing, passphrase);
            return existingBundle.Chain.ToPem() == bundle.Chain.ToPem() && existingBundle.KeyMatch == KeyMatch.Matches;
        }
        catch (PemException)
        {
            return false;
        }
    }
}
