using System.IO.Compression;

namespace TencentCert.Core.Certificates;

/// <summary>The ZIP downloaded from the SSL service, read completely and checked before use.</summary>
public sealed class CertificateArchive
{
    /// <summary>Maximum number of entries.</summary>
    public const int MaximumEntries = 200;

    /// <summary>Maximum total size of the unpacked entries, and of the archive itself, in bytes.</summary>
    public const int MaximumLength = 10 * 1024 * 1024;

    // A download has a folder for each server type.
    private const int MaxCandidates = 20;
    private const int MaxKeysPerFolder = 5;

    private const int UnixFileTypeMask = 0xF000;
    private const int UnixRegularFile = 0x8000;
    private const int UnixDirectory = 0x4000;

    private CertificateArchive(IReadOnlyList<ArchiveEntry> entries) => Entries = entries;

    /// <summary>Files of the archive.</summary>
    public IReadOnlyList<ArchiveEntry> Entries { get; }

    /// <summary>Reads an archive.</summary>
    /// <param name="zip">Content of the ZIP.</param>
    /// <exception cref="PemException">Not a ZIP, damaged, too large, or with names that are not plain relative paths.</exception>
    public static CertificateArchive Read(byte[] zip)
    {
        ArgumentNullException.ThrowIfNull(zip);
        return Read(new MemoryStream(zip, writable: false));
    }

    /// <summary>Reads an archive from the current position of a stream; the stream stays open.</summary>
    /// <param name="stream">Content of the ZIP.</param>
    /// <exception cref="PemException">Not a ZIP, damaged, too large, or with names that are not plain relative paths.</exception>
    public static CertificateArchive Read(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var zip = ReadAtMost(stream, MaximumLength);
        if (zip.Length == 0)
            throw new PemException(PemProblem.Empty, $"The archive is empty.");

        try
        {
            using var archive = new ZipArchive(new MemoryStream(zip), ZipArchiveMode.Read);
            return new CertificateArchive(ReadEntries(archive));
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException or NotSupportedException or ArgumentException)
        {
            throw Damaged(exception);
        }
    }

    /// <summary>
    /// The certificate with its intermediates and key: from the nginx bundle, else from the other PEM files joined, else from a
    /// PFX. Without a key if the archive has none, as for a certificate from the user's own request.
    /// </summary>
    /// <param name="passphrase">Password of the PFX, if the archive has no <c>keystorePass.txt</c>.</param>
    /// <exception cref="PemException">The archive has no readable certificate.</exception>
    public CertificateBundle ToBundle(Passphrase? passphrase = null)
    {
        CertificateBundle? best = null;
        PemException? problem = null;
        foreach (var candidate in Candidates(passphrase).Take(MaxCandidates))
        {
            try
            {
                var bundle = candidate();
                if (bundle.KeyMatch is KeyMatch.Matches)
                    return bundle;

                // A key that is not known to be wrong is preferred to none; otherwise the earlier one is kept.
                if (best is null || (best.KeyMatch is not KeyMatch.CannotTell && bundle.KeyMatch is KeyMatch.CannotTell))
                    best = bundle;
            }
            catch (PemException exception)
            {
                problem ??= exception;
            }
        }

        return best ?? throw problem ?? new PemException(PemProblem.WrongContent, $"The archive holds no certificate.");
    }

    /// <summary>Writes all files below a folder, secret ones readable only by their owner. If a file exists, nothing is written.</summary>
    /// <param name="directory">Folder; created if missing.</param>
    /// <param name="overwrite">Replace existing files.</param>
    /// <returns>Full paths, in the order of <see cref="Entries"/>.</returns>
    /// <exception cref="IOException">A file exists, or cannot be written.</exception>
    public IReadOnlyList<string> ExtractTo(string directory, bool overwrite = false)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(directory);
        var root = Path.GetFullPath(directory);
        List<(ArchiveEntry Entry, string Path)> targets =
            [.. Entries.Select(entry => (entry, Path.GetFullPath(Path.Join(root, ArchiveEntryName.ToRelativePath(entry.Name)))))];
        targets.ForEach(target => SecureFile.EnsureWritable(target.Path, overwrite));
        foreach (var (entry, path) in targets)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            SecureFile.WriteBytes(path, entry.Content, entry.IsSecret, overwrite);
        }

        return [.. targets.Select(target => target.Path)];
    }

    private static List<ArchiveEntry> ReadEntries(ZipArchive archive)
    {
        if (archive.Entries.Count > MaximumEntries)
            throw new PemException(PemProblem.TooLarge, $"The archive has more than {MaximumEntries} entries.");

        var entries = new List<ArchiveEntry>();
        var paths = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var remainingBytes = MaximumLength;
        for (var index = 0; index < archive.Entries.Count; index++)
        {
            var entry = archive.Entries[index];
            var problem = ArchiveEntryName.ProblemOf(entry.FullName) ?? ProblemOfType(entry)
                ?? (entry.IsEncrypted ? Wording.Of($"is encrypted") : null);
            var isFolder = entry.FullName.EndsWith('/');
            if (problem is null && !isFolder && !paths.Add(ArchiveEntryName.ToRelativePath(entry.FullName)))
                problem = Wording.Of($"has the name of another entry");

            if (problem is not null)
                throw new PemException(PemProblem.UnsafeEntry, $"The archive is refused: entry {index + 1} {problem}.");

            if (!isFolder)
            {
                // The declared length of an entry may be wrong, so the actual length counts. The platform checks neither.
                using var content = entry.Open();
                var bytes = ReadAtMost(content, remainingBytes);
                remainingBytes -= bytes.Length;
                entries.Add(bytes.Length == entry.Length && Crc32.Of(bytes) == entry.Crc32
                    ? new ArchiveEntry(entry.FullName, bytes)
                    : throw Damaged(null));
            }
        }

        return entries;
    }

    private static PemException Damaged(Exception? inner) =>
        new(PemProblem.Malformed, $"The archive is not a ZIP or is damaged: download it again.", inner);

    private static string? ProblemOfType(ZipArchiveEntry entry) =>
        ((entry.ExternalAttributes >> 16) & UnixFileTypeMask) is 0 or UnixRegularFile or UnixDirectory
            ? null
            : Wording.Of($"is a link or a device, not a file");

    private static byte[] ReadAtMost(Stream stream, int maxBytes)
    {
        using var content = new MemoryStream();
        var buffer = new byte[81920];
        for (var read = stream.Read(buffer); read > 0; read = stream.Read(buffer))
        {
            if (content.Length + read > maxBytes)
                throw new PemException(PemProblem.TooLarge, $"The archive is larger than {MaximumLength / 1024 / 1024} MiB.");

            content.Write(buffer, 0, read);
        }

        return content.ToArray();
    }

    /// <summary>Folders are identified by their content, because their names differ between consoles.</summary>
    private IEnumerable<Func<CertificateBundle>> Candidates(Passphrase? passphrase)
    {
        var budget = new DerivationBudget();
        var folders = Entries.GroupBy(entry => entry.Folder, StringComparer.Ordinal).ToList();
        foreach (var folder in folders.OrderByDescending(folder => folder.Any(IsServerBundle)))
        {
            List<ArchiveEntry> certificates = [.. folder.Where(entry => entry.HasSuffix(".crt", ".pem", ".cer"))];
            if (certificates.Count > 0)
            {
                List<ArchiveEntry> bundles = [.. certificates.Where(IsServerBundle)];
                List<ArchiveEntry> keys = [.. folder.Where(entry => entry.HasSuffix(".key")).Take(MaxKeysPerFolder)];
                yield return () => FromPem(bundles.Count > 0 ? bundles : certificates, keys);
            }
        }

        foreach (var pfx in Entries.Where(entry => entry.HasSuffix(".pfx", ".p12")))
            yield return () => FromPfx(pfx, passphrase, budget);
    }

    private static CertificateBundle FromPem(List<ArchiveEntry> certificates, List<ArchiveEntry> keys)
    {
        var source = Wording.Of($"A certificate in the archive");
        // The chain sorts the joined certificates and removes duplicates.
        var text = string.Join('\n', certificates.Select(entry => entry.Text));
        var bundles = keys.Select(key => CertificateBundle.FromPem(text, key.Text, null, source, Wording.Of($"A key in the archive")))
            .ToList();
        return bundles.Find(bundle => bundle.KeyMatch is KeyMatch.Matches)
            ?? bundles.FirstOrDefault()
            ?? CertificateBundle.FromPem(text, certificateSource: source);
    }

    private CertificateBundle FromPfx(ArchiveEntry pfx, Passphrase? passphrase, DerivationBudget budget)
    {
        var passwordEntry = Entries.FirstOrDefault(entry => entry.Folder == pfx.Folder && entry.HasSuffix("keystorePass.txt"));
        using var archivePassphrase = passwordEntry is null ? null : new Passphrase(passwordEntry.Text.AsSpan().Trim());
        return CertificateBundle.FromPfx(pfx.Content, archivePassphrase ?? passphrase, Wording.Of($"The PFX in the archive"), budget);
    }

    /// <summary>Leaf and intermediates in one file; Apache's <c>root_bundle</c> has only the intermediates.</summary>
    private static bool IsServerBundle(ArchiveEntry entry) =>
        entry.HasSuffix("_bundle.crt", "_bundle.pem")
        && !entry.FileName.AsSpan().TrimStart("0123456789_").StartsWith("root_", StringComparison.OrdinalIgnoreCase);
}
