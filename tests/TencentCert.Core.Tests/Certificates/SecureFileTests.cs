using System.Runtime.InteropServices;
using TencentCert.Core.Certificates;

namespace TencentCert.Core.Tests.Certificates;

/// <summary>These tests run alone, because the umask belongs to the whole process.</summary>
[CollectionDefinition(nameof(SecureFileTests), DisableParallelization = true)]
[Collection(nameof(SecureFileTests))]
public sealed class SecureFileTests
{
    [Theory]
    [InlineData(true, UnixFileMode.UserRead | UnixFileMode.UserWrite)]
    [InlineData(false, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead)]
    public void File_mode_is_set_before_the_first_byte_even_without_a_umask(bool secret, UnixFileMode expected)
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no file modes: NOT checked here.");
            return;
        }

        using var folder = new TemporaryFolder();
        var before = SetUmask(0);
        try
        {
            UnixFileMode? seen = null;
            SecureFile.Write(
                folder["my.key"],
                stream =>
                {
                    var temporary = Assert.Single(Directory.GetFiles(folder.Path));
                    Assert.NotEqual(folder["my.key"], temporary);
                    Assert.Equal(0, new FileInfo(temporary).Length);
                    seen = UnixMode.Of(temporary);
                    stream.Write("secret"u8);
                },
                secret);

            Assert.Equal(expected, seen);
            Assert.Equal(expected, UnixMode.Of(folder["my.key"]));
        }
        finally
        {
            _ = SetUmask(before);
        }
    }

    // Windows has access control lists instead of file modes. The list of the folder, which allows others to read, is not inherited.
    [Fact]
    public void Secret_is_private_before_the_first_byte()
    {
        using var folder = new TemporaryFolder();
        bool? isOpen = null;
        SecureFile.Write(
            folder["my.key"],
            stream =>
            {
                isOpen = SecureFile.IsOpenToOthers(Assert.Single(Directory.GetFiles(folder.Path)), includeGranted: true);
                stream.Write("secret"u8);
            },
            secret: true);

        Assert.False(isOpen);
        Assert.False(SecureFile.IsOpenToOthers(folder["my.key"], includeGranted: true));
        SecureFile.WriteText(folder["my.crt"], "public", secret: false);
        Assert.True(SecureFile.IsOpenToOthers(folder["my.crt"], includeGranted: true));
    }

    [Fact]
    public void Denied_access_is_reported_with_the_requested_path()
    {
        using var folder = new TemporaryFolder();

        // The stream does not name its file on every system. It is the only file in the folder.
        var problem = Assert.Throws<UnauthorizedAccessException>(() => SecureFile.Write(
            folder["my.key"],
            _ => throw new UnauthorizedAccessException($"Access to the path '{Directory.GetFiles(folder.Path).Single()}' is denied."),
            secret: true));

        Assert.Equal($"Access to the path '{folder["my.key"]}' is denied.", problem.Message);
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public void File_that_is_briefly_in_use_is_replaced()
    {
        var attempts = 0;
        SecureFile.Replace(
            () =>
            {
                if (++attempts < 3)
                    throw new IOException("The process cannot access the file.", unchecked((int)0x80070020));
            },
            "site.key",
            retryWhileInUse: true);
        Assert.Equal(3, attempts);
    }

    [Fact]
    public void File_that_remains_in_use_or_is_read_only_is_named_in_the_error()
    {
        static void Denied() => throw new UnauthorizedAccessException("Access to the path is denied.");
        var problem = Assert.Throws<UnauthorizedAccessException>(() => SecureFile.Replace(Denied, "/x/site.key", retryWhileInUse: true));
        Assert.StartsWith("'/x/site.key' cannot be replaced", problem.Message, StringComparison.Ordinal);

        var attempts = 0;
        Assert.Throws<UnauthorizedAccessException>(() => SecureFile.Replace(
            () =>
            {
                attempts++;
                Denied();
            },
            "site.key",
            retryWhileInUse: false));
        Assert.Equal(1, attempts);
        Assert.Throws<IOException>(() => SecureFile.Replace(() => throw new IOException("full"), "site.key", retryWhileInUse: true));
    }

    [Theory]
    [InlineData("/dev/full")]
    [InlineData("/dev/null")]
    [InlineData("/proc/self/comm")]
    public void Device_is_never_replaced(string path)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Linux has these devices.");
        var problem = Assert.Throws<IOException>(() => SecureFile.WriteText(path, "secret", secret: true, overwrite: true));
        Assert.Contains("is a device", problem.Message, StringComparison.Ordinal);
        Assert.True(File.Exists(path));
    }

    [Fact]
    public void Folder_at_the_target_path_is_refused_in_advance_even_with_overwrite()
    {
        using var folder = new TemporaryFolder();
        var file = new CertificateFile(
            CertificateFileFormat.Key, Directory.CreateDirectory(folder["my.key"]).FullName, "new"u8.ToArray(), isSecret: true);

        Assert.Contains(
            "is a folder", Assert.ThrowsAny<IOException>(() => file.EnsureWritable(overwrite: true)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Overwritten_file_gets_the_private_mode()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("my.key", "old");
        SecureFile.WriteText(path, "new", secret: true, overwrite: true);

        Assert.Equal("new"u8.ToArray(), File.ReadAllBytes(path));
        Assert.Equal([path], Directory.GetFileSystemEntries(folder.Path));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, UnixMode.Of(path));
    }

    [Fact]
    public void Existing_file_is_overwritten_only_on_request()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("my.key", "old");
        var problem = Assert.Throws<FileExistsException>(() => SecureFile.WriteText(path, "new", secret: true));

        Assert.Contains("exists already", problem.Message, StringComparison.Ordinal);
        Assert.Equal("old", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public void File_created_during_the_write_is_not_overwritten()
    {
        using var folder = new TemporaryFolder();
        Assert.Throws<IOException>(() => SecureFile.Write(folder["my.key"], _ => folder.Write("my.key", "theirs"), secret: true));

        Assert.Equal("theirs", File.ReadAllText(folder["my.key"]));
        Assert.Equal([folder["my.key"]], Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public void Failed_write_leaves_the_old_file_and_no_temporary_file()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("my.key", "old");
        Assert.Throws<InvalidOperationException>(() => SecureFile.Write(
            path,
            stream =>
            {
                stream.Write("half"u8);
                throw new InvalidOperationException();
            },
            secret: true,
            overwrite: true));

        Assert.Equal("old", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public void Folder_as_target_is_refused()
    {
        using var folder = new TemporaryFolder();
        Assert.Contains("is a folder", Assert.Throws<IOException>(
            () => SecureFile.WriteText(folder.Path, "x", secret: true, overwrite: true)).Message, StringComparison.Ordinal);
        Assert.Throws<IOException>(() => SecureFile.WriteText(folder["new/"], "x", secret: true));
        Assert.Throws<DirectoryNotFoundException>(() => SecureFile.WriteText(folder["none/my.key"], "x", secret: true));
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    [DllImport("libc", EntryPoint = "umask")]
    private static extern uint SetUmask(uint mask);
}
