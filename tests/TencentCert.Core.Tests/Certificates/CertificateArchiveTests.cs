using System.IO.Compression;
using TencentCert.Core.Certificates;
using static TencentCert.Core.Tests.Certificates.TestInputs;

namespace TencentCert.Core.Tests.Certificates;

public sealed class CertificateArchiveTests
{
    [Theory]
    [InlineData("Nginx/1_*.example.com_bundle.crt", "Nginx/2_*.example.com.key")]
    [InlineData("example.com_nginx/example.com_bundle.pem", "example.com_nginx/example.com.key")]
    [InlineData("root.example.com_nginx/root.example.com_bundle.crt", "root.example.com_nginx/root.example.com.key")]
    [InlineData("example.com_bundle.crt", "example.com.key")]
    public void Nginx_bundle_takes_precedence(string certificate, string key)
    {
        // The other parts contain another certificate, to show which one is used.
        var bundle = Open(
            ("Apache/1_root_bundle.crt", Issuer.Pem + Upper.Pem),
            ("Apache/2_example.com.crt", EccLeaf),
            ("Apache/3_example.com.key", EccKey),
            (certificate, RsaChain),
            (key, RsaKey)).ToBundle();

        Assert.Equal(RsaChain, bundle.Chain.ToPem());
        Assert.Equal(RsaKey, bundle.RequireKey().Reveal());
    }

    [Theory]
    [InlineData("Apache/1_root_bundle.crt", "Apache/2_example.com.crt", "Apache/3_example.com.key")]
    [InlineData("example.com_apache/root_bundle.crt", "example.com_apache/example.com.crt", "example.com_apache/example.com.key")]
    public void Apache_parts_are_joined(string intermediates, string leaf, string key)
    {
        var bundle = Open((intermediates, Issuer.Pem + Upper.Pem), (leaf, RsaLeaf), (key, RsaKey)).ToBundle();
        Assert.Equal(RsaChain, bundle.Chain.ToPem());
        Assert.Equal(RsaKey, bundle.RequireKey().Reveal());
    }

    [Fact]
    public void Pfx_opens_with_the_password_file_in_the_archive()
    {
        var zip = Zip(("IIS/example.com.pfx", Pfx("s3cret")), ("IIS/keystorePass.txt", "s3cret\r\n"u8.ToArray()));
        var bundle = CertificateArchive.Read(zip).ToBundle();
        Assert.Equal(RsaChain, bundle.Chain.ToPem());
        Assert.Equal(RsaKey, bundle.RequireKey().Reveal());
    }

    [Fact]
    public void Pfx_without_a_password_file_requires_the_password()
    {
        var archive = CertificateArchive.Read(Zip(("example.com_iis/example.com.pfx", Pfx("s3cret"))));
        using var passphrase = new Passphrase("s3cret");
        Assert.Equal(RsaKey, archive.ToBundle(passphrase).RequireKey().Reveal());
        Assert.Equal(PemProblem.Encrypted, Assert.Throws<PemException>(() => archive.ToBundle()).Problem);
    }

    [Fact]
    public void Archive_without_a_key_gives_a_bundle_without_key()
    {
        var bundle = Open(("Nginx/1_example.com_bundle.crt", RsaChain)).ToBundle();
        Assert.Null(bundle.Key);
        Assert.Equal(RsaChain, bundle.Chain.ToPem());
    }

    [Fact]
    public void Matching_key_in_another_folder_is_preferred_to_a_bundle_without_key()
    {
        var archive = CertificateArchive.Read(Zip(
            ("Nginx/1_example.com_bundle.crt", System.Text.Encoding.UTF8.GetBytes(RsaChain)),
            ("IIS/example.com.pfx", Pfx("s3cret")),
            ("IIS/keystorePass.txt", "s3cret"u8.ToArray())));
        Assert.Equal(KeyMatch.Matches, archive.ToBundle().KeyMatch);
    }

    [Fact]
    public void Archive_without_certificate_is_refused() =>
        Assert.Equal(PemProblem.WrongContent, Assert.Throws<PemException>(() => Open(("readme.txt", "hi")).ToBundle()).Problem);

    [Fact]
    public void Stream_is_read_like_bytes_and_stays_open()
    {
        using var stream = new MemoryStream(Zip(("Nginx/", []), ("Nginx/a_bundle.crt", "x"u8.ToArray())));
        var entry = Assert.Single(CertificateArchive.Read(stream).Entries);
        Assert.Equal("Nginx/a_bundle.crt", entry.Name);
        Assert.Equal(1, entry.Length);
        Assert.False(entry.IsSecret);
        Assert.True(stream.CanRead);
    }

    [Theory]
    [InlineData("../evil.key")]
    [InlineData("a/../../evil.key")]
    [InlineData("a/..")]
    [InlineData("./evil.key")]
    [InlineData("a/.. /evil.key")]
    [InlineData("/etc/evil.key")]
    [InlineData("//server/evil.key")]
    [InlineData("C:/evil.key")]
    [InlineData("c:evil.key")]
    [InlineData("a\\..\\evil.key")]
    [InlineData("\\evil.key")]
    [InlineData("a//evil.key")]
    [InlineData("evil\0.key")]
    [InlineData("evil\n.key")]
    [InlineData("evil\u202Eyek.crt")]
    [InlineData("evil\u2028.key")]
    public void Entry_names_outside_the_folder_are_refused(string name)
    {
        var problem = Assert.Throws<PemException>(() => Open(("good.crt", RsaLeaf), (name, "x")));
        Assert.Equal(PemProblem.UnsafeEntry, problem.Problem);
        Assert.Contains("entry 2", problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("evil", problem.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a.key", "a.key")]
    [InlineData("a.key", "A.KEY")]
    [InlineData("*.a.key", "_.a.key")]
    public void Colliding_entry_names_are_refused(string first, string second) =>
        Assert.Equal(PemProblem.UnsafeEntry, Assert.Throws<PemException>(() => Open((first, "x"), (second, "y"))).Problem);

    [Theory]
    [InlineData(0xA1FF)]
    [InlineData(0x2180)]
    public void Links_and_devices_are_refused(int mode)
    {
        using var memory = new MemoryStream();
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
        {
            var entry = zip.CreateEntry("link.key");
            entry.ExternalAttributes = mode << 16;
            using var stream = entry.Open();
            stream.Write("/etc/passwd"u8);
        }

        var problem = Assert.Throws<PemException>(() => CertificateArchive.Read(memory.ToArray()));
        Assert.Equal(PemProblem.UnsafeEntry, problem.Problem);
        Assert.Contains("link", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Zip_bombs_are_refused()
    {
        var big = Zip(("bomb.crt", new byte[CertificateArchive.MaximumLength + 1]));
        Assert.True(big.Length < 100_000);
        Assert.Equal(PemProblem.TooLarge, Assert.Throws<PemException>(() => CertificateArchive.Read(big)).Problem);

        var shared = Zip(("1.crt", new byte[6 * 1024 * 1024]), ("2.crt", new byte[6 * 1024 * 1024]));
        Assert.Equal(PemProblem.TooLarge, Assert.Throws<PemException>(() => CertificateArchive.Read(shared)).Problem);

        var many =
            Zip([.. Enumerable.Range(0, CertificateArchive.MaximumEntries + 1).Select(index => ($"{index}.crt", Array.Empty<byte>()))]);
        Assert.Equal(PemProblem.TooLarge, Assert.Throws<PemException>(() => CertificateArchive.Read(many)).Problem);

        Assert.Equal(
            PemProblem.TooLarge,
            Assert.Throws<PemException>(() => CertificateArchive.Read(new byte[CertificateArchive.MaximumLength + 1])).Problem);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(CertificateArchive.MaximumLength)]
    public void Entry_with_a_false_length_is_never_unpacked_beyond_the_limit(int claimed)
    {
        var zip = Zip(("bomb.crt", new byte[4 * CertificateArchive.MaximumLength]));
        // Uncompressed size in the central directory: 24 bytes after its signature.
        var directory = zip.AsSpan().LastIndexOf("PK\x01\x02"u8);
        Assert.True(BitConverter.TryWriteBytes(zip.AsSpan(directory + 24), claimed));

        var unpacked = 0L;
        var problem = Record.Exception(() => unpacked = CertificateArchive.Read(zip).Entries.Sum(entry => (long)entry.Length));
        Assert.True(problem is null or PemException, problem?.ToString());
        Assert.InRange(unpacked, 0, CertificateArchive.MaximumLength);
    }

    /// <summary>Fields of the central directory, by their offset from its signature.</summary>
    [Theory]
    [InlineData(16, 4, 0x12345678, PemProblem.Malformed)]
    [InlineData(20, 4, 10, PemProblem.Malformed)]
    [InlineData(24, 4, 10, PemProblem.Malformed)]
    [InlineData(24, 4, int.MaxValue, PemProblem.Malformed)]
    [InlineData(42, 4, 0, PemProblem.Malformed)]
    [InlineData(8, 2, 1, PemProblem.UnsafeEntry)]
    public void Archive_with_a_false_directory_entry_is_refused(int place, int length, int value, PemProblem expected)
    {
        var zip = Zip(("a.crt", System.Text.Encoding.UTF8.GetBytes(RsaLeaf)), ("a.key", System.Text.Encoding.UTF8.GetBytes(RsaKey)));
        Assert.Equal(2, CertificateArchive.Read(zip).Entries.Count);
        var field = zip.AsSpan(zip.AsSpan().LastIndexOf("PK\x01\x02"u8) + place, length);
        BitConverter.GetBytes(value).AsSpan(0, length).CopyTo(field);

        Assert.Equal(expected, Assert.Throws<PemException>(() => CertificateArchive.Read(zip)).Problem);
    }

    [Fact]
    public void Entry_with_altered_content_is_refused()
    {
        using var memory = new MemoryStream();
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var stream = zip.CreateEntry("IIS/keystorePass.txt", CompressionLevel.NoCompression).Open();
            stream.Write("password"u8);
        }

        var changed = memory.ToArray();
        Assert.Equal("password", CertificateArchive.Read(changed).Entries[0].Text);
        changed[changed.AsSpan().IndexOf("password"u8)] ^= 1;
        Assert.Equal(PemProblem.Malformed, Assert.Throws<PemException>(() => CertificateArchive.Read(changed)).Problem);
    }

    [Fact]
    public void Malformed_archives_are_reported_as_malformed()
    {
        var good = Zip(("a.crt", System.Text.Encoding.UTF8.GetBytes(RsaChain)));
        var damaged = (byte[])good.Clone();
        damaged.AsSpan(60, 20).Fill(0xFF);

        Assert.Equal(PemProblem.Empty, ProblemOf([]));
        Assert.Equal(PemProblem.Malformed, ProblemOf("not a zip"u8.ToArray()));
        Assert.Equal(PemProblem.Malformed, ProblemOf(good[..^10]));
        Assert.Equal(PemProblem.Malformed, ProblemOf(good[(good.Length / 2)..]));
        Assert.Equal(PemProblem.Malformed, ProblemOf(damaged));

        static PemProblem ProblemOf(byte[] zip) => Assert.Throws<PemException>(() => CertificateArchive.Read(zip).ToBundle()).Problem;
    }

    [Fact]
    public void Files_are_written_with_safe_names_and_private_keys_are_owner_only()
    {
        using var folder = new TemporaryFolder();
        var archive = Open(
            ("Nginx/1_*.example.com_bundle.crt", RsaChain),
            ("Nginx/2_*.example.com.key", RsaKey),
            ("IIS/keystorePass.txt", "s3cret"),
            ("both.pem", RsaChain + RsaKey),
            ("CON.txt", "x"),
            ("dot. ", "x"));
        var paths = archive.ExtractTo(folder["new"]);

        Assert.Equal(
            ["Nginx/1__.example.com_bundle.crt", "Nginx/2__.example.com.key", "IIS/keystorePass.txt", "both.pem", "_CON.txt", "dot__"],
            paths.Select(path => Path.GetRelativePath(folder["new"], path).Replace('\\', '/')));
        Assert.Equal(RsaKey, File.ReadAllText(paths[1]));
        if (!OperatingSystem.IsWindows())
        {
            const UnixFileMode others = UnixFileMode.GroupRead | UnixFileMode.OtherRead | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;
            Assert.Equal([false, true, true, true, false, false], paths.Select(path => (UnixMode.Of(path) & others) == 0));
        }
    }

    [Fact]
    public void Existing_files_are_overwritten_only_on_request()
    {
        using var folder = new TemporaryFolder();
        var archive = Open(("a.crt", RsaLeaf), ("b.key", RsaKey));
        folder.Write("b.key", "mine");

        Assert.Throws<FileExistsException>(() => archive.ExtractTo(folder.Path));
        Assert.Equal("mine", File.ReadAllText(folder["b.key"]));
        Assert.False(File.Exists(folder["a.crt"]));

        archive.ExtractTo(folder.Path, overwrite: true);
        Assert.Equal(RsaKey, File.ReadAllText(folder["b.key"]));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, UnixMode.Of(folder["b.key"]));
    }

    private static CertificateArchive Open(params (string Name, string Text)[] entries) =>
        CertificateArchive.Read(Zip([.. entries.Select(entry => (entry.Name, System.Text.Encoding.UTF8.GetBytes(entry.Text)))]));

    internal static byte[] Zip(params (string Name, byte[] Content)[] entries)
    {
        using var memory = new MemoryStream();
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in entries)
            {
                using var stream = zip.CreateEntry(name).Open();
                stream.Write(content);
            }
        }

        return memory.ToArray();
    }
}
