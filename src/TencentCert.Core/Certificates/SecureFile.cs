using System.Text;

namespace TencentCert.Core.Certificates;

/// <summary>
/// Writes a file atomically. A secret file is readable only by its owner from its first byte on;
/// on Windows also by SYSTEM and administrators, who can read it in any case.
/// </summary>
public static class SecureFile
{
    private const int SharingViolation = unchecked((int)0x80070020);
    private const int MaxReplaceAttempts = 8;
    private static readonly string[] DeviceFolders = ["/dev/", "/proc/", "/sys/"];
    private static readonly TimeSpan ReplaceRetryInterval = TimeSpan.FromMilliseconds(100);

    private const UnixFileMode OwnerMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OthersMode =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <summary>Writes a text as UTF-8 without a byte order mark.</summary>
    /// <param name="path">Target file; its folder must exist.</param>
    /// <param name="text">Content.</param>
    /// <param name="secret">Mode 0600 rather than 0644.</param>
    /// <param name="overwrite">Replace an existing file.</param>
    /// <exception cref="IOException">The file exists, is a folder, or cannot be written.</exception>
    public static void WriteText(string path, string text, bool secret, bool overwrite = false) =>
        WriteBytes(path, Encoding.UTF8.GetBytes(text), secret, overwrite);

    /// <summary>Writes bytes.</summary>
    /// <param name="path">Target file; its folder must exist.</param>
    /// <param name="content">Content.</param>
    /// <param name="secret">Mode 0600 rather than 0644.</param>
    /// <param name="overwrite">Replace an existing file.</param>
    /// <exception cref="IOException">The file exists, is a folder, or cannot be written.</exception>
    /// <param name="tighten">On Windows: also removes access that an administrator granted on the replaced file.</param>
    public static void WriteBytes(string path, byte[] content, bool secret, bool overwrite = false, bool tighten = true) =>
        Write(path, stream => stream.Write(content), secret, overwrite, tighten);

    /// <summary>Lets a caller write a stream; a failure leaves no file.</summary>
    /// <param name="path">Target file; its folder must exist.</param>
    /// <param name="write">Writes the content.</param>
    /// <param name="secret">Mode 0600 rather than 0644.</param>
    /// <param name="overwrite">Replace an existing file.</param>
    /// <exception cref="IOException">The file exists, is a folder, or cannot be written.</exception>
    /// <param name="tighten">On Windows: also removes access that an administrator granted on the replaced file.</param>
    public static void Write(string path, Action<Stream> write, bool secret, bool overwrite = false, bool tighten = true)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        ArgumentNullException.ThrowIfNull(write);
        var target = Path.GetFullPath(path);
        EnsureWritable(target, overwrite);
        EnsureFolder(target);

        var temporary = Path.Join(Path.GetDirectoryName(target), $".{Path.GetRandomFileName()}.tmp");
        try
        {
            using (var stream = Create(temporary, secret, tighten ? null : target))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            Replace(() => File.Move(temporary, target, overwrite), target, OperatingSystem.IsWindows() && overwrite);
        }
        catch (Exception exception)
        {
            File.Delete(temporary);

            // The platform's message names the temporary file, which the user does not know.
            if (exception is UnauthorizedAccessException)
                throw new UnauthorizedAccessException(exception.Message.Replace(temporary, target, StringComparison.Ordinal), exception);

            throw;
        }
    }

    /// <summary>Rejects a path that cannot be written, before the content is created.</summary>
    /// <param name="path">Target file.</param>
    /// <param name="overwrite">Whether an existing file may be replaced.</param>
    /// <exception cref="FileExistsException">The file exists.</exception>
    /// <exception cref="IOException">It is a folder.</exception>
    public static void EnsureWritable(string path, bool overwrite)
    {
        EnsureFile(path);
        if (!OperatingSystem.IsWindows() && (IsDevice(Path.GetFullPath(path)) || (LinkTarget(path) is { } target && IsDevice(target))))
            throw new IOException(Wording.Of($"'{path}' is a device: give the name of a file."));

        if (File.Exists(Path.GetDirectoryName(path)))
            throw new IOException(Wording.Of($"'{Path.GetDirectoryName(path)}' is a file: give the name of a folder."));

        if (!overwrite && File.Exists(path))
            throw new FileExistsException(path);
    }

    // Replacing a device would remove it for the whole machine.
    private static bool IsDevice(string path) =>
        Array.Exists(DeviceFolders, folder => path.StartsWith(folder, StringComparison.Ordinal))
            && !path.StartsWith("/dev/shm/", StringComparison.Ordinal);

    private static string? LinkTarget(string path)
    {
        try
        {
            return File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A circular link, or no file yet: opening the path reports the error.
            return null;
        }
    }

    /// <summary>Rejects a folder; the platform would report denied access.</summary>
    /// <param name="path">File.</param>
    /// <exception cref="IOException">It is a folder.</exception>
    public static void EnsureFile(string path)
    {
        if (Directory.Exists(path) || Path.EndsInDirectorySeparator(path))
            throw new IOException(Wording.Of($"'{path}' is a folder: give the name of a file."));
    }

    /// <summary>Rejects a path whose folder is missing; the platform's message would name the temporary file.</summary>
    /// <param name="path">Target file.</param>
    /// <exception cref="DirectoryNotFoundException">The folder does not exist.</exception>
    public static void EnsureFolder(string path)
    {
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder && !Directory.Exists(folder))
            throw new DirectoryNotFoundException(Wording.Of($"The folder '{folder}' does not exist: make it first, or give another path."));
    }

    /// <summary>Whether others can read a file. On Windows, explicitly granted access of an account or group may count or not.</summary>
    internal static bool IsOpenToOthers(string path, bool includeGranted = false) => OperatingSystem.IsWindows()
        ? WindowsSecretFile.IsOpenToOthers(path, includeGranted)
        : (File.GetUnixFileMode(path) & OthersMode) != 0;

    /// <summary>Replaces a file. On Windows, it is retried while another program has the file open.</summary>
    /// <exception cref="UnauthorizedAccessException">The file stays in use or is read-only; the message names the target.</exception>
    internal static void Replace(Action replace, string target, bool retryWhileInUse)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                replace();
                return;
            }
            catch (Exception exception) when (retryWhileInUse
                && exception is (UnauthorizedAccessException or IOException { HResult: SharingViolation }))
            {
                if (attempt == MaxReplaceAttempts)
                {
                    throw new UnauthorizedAccessException(
                        Wording.Of($"'{target}' cannot be replaced: another program has it open, or it is read-only."), exception);
                }

                Thread.Sleep(ReplaceRetryInterval);
            }
        }
    }

    private static FileStream Create(string path, bool secret, string? accessSource)
    {
        if (secret && OperatingSystem.IsWindows())
            return WindowsSecretFile.Create(path, accessSource);

        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            Share = FileShare.None,
            // Unbuffered, so that the stream keeps no copy of a secret.
            BufferSize = 0,
        };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = secret ? OwnerMode : OwnerMode | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

        return new FileStream(path, options);
    }
}
