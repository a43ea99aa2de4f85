using System.Text;
using TencentCert.Core.Strings;

namespace TencentCert.Core.Certificates;

/// <summary>
/// Writes a file whole or not at all. A secret one is readable by its owner alone from its first byte on;
/// on Windows also by SYSTEM and administrators, who could read it anyway.
/// </summary>
public static class SecureFile
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

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
    public static void WriteBytes(string path, byte[] content, bool secret, bool overwrite = false) =>
        Write(path, stream => stream.Write(content), secret, overwrite);

    /// <summary>Lets a caller write a stream; if that fails, nothing is left behind.</summary>
    /// <param name="path">Target file; its folder must exist.</param>
    /// <param name="write">Writes the content.</param>
    /// <param name="secret">Mode 0600 rather than 0644.</param>
    /// <param name="overwrite">Replace an existing file.</param>
    /// <exception cref="IOException">The file exists, is a folder, or cannot be written.</exception>
    public static void Write(string path, Action<Stream> write, bool secret, bool overwrite = false)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        ArgumentNullException.ThrowIfNull(write);
        var target = Path.GetFullPath(path);
        EnsureWritable(target, overwrite);
        EnsureFolder(target);

        var temporary = Path.Join(Path.GetDirectoryName(target), $".{Path.GetRandomFileName()}.tmp");
        try
        {
            using (var stream = Create(temporary, secret))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, target, overwrite);
        }
        catch (UnauthorizedAccessException problem)
        {
            // The platform names the temporary file, which nobody asked for.
            File.Delete(temporary);
            throw new UnauthorizedAccessException(problem.Message.Replace(temporary, target, StringComparison.Ordinal), problem);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// <summary>Refuses a path that cannot be written to, before the work that makes the content.</summary>
    /// <param name="path">Target file.</param>
    /// <param name="overwrite">Whether an existing file may be replaced.</param>
    /// <exception cref="FileExistsException">It exists.</exception>
    /// <exception cref="IOException">It is a folder.</exception>
    public static void EnsureWritable(string path, bool overwrite)
    {
        EnsureFile(path);
        if (File.Exists(Path.GetDirectoryName(path)))
        {
            throw new IOException(Wording.Of($"'{Path.GetDirectoryName(path)}' is a file: give the name of a folder."));
        }

        if (!overwrite && File.Exists(path))
        {
            throw new FileExistsException(path);
        }
    }

    /// <summary>Refuses a folder; the platform says that access is denied.</summary>
    /// <param name="path">File.</param>
    /// <exception cref="IOException">It is a folder.</exception>
    public static void EnsureFile(string path)
    {
        if (Directory.Exists(path) || Path.EndsInDirectorySeparator(path))
        {
            throw new IOException(Wording.Of($"'{path}' is a folder: give the name of a file."));
        }
    }

    /// <summary>Refuses a path whose folder is missing; what the platform says names a file of ours instead.</summary>
    /// <param name="path">Target file.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    public static void EnsureFolder(string path)
    {
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder && !Directory.Exists(folder))
        {
            throw new DirectoryNotFoundException(Wording.Of($"The folder '{folder}' does not exist: make it first, or give another path."));
        }
    }

    /// <summary>Whether the mode of a file lets others in; Windows has none.</summary>
    internal static bool IsOpenToOthers(string path) => !OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & Others) != 0;

    private static FileStream Create(string path, bool secret)
    {
        if (secret && OperatingSystem.IsWindows())
        {
            return WindowsSecretFile.Create(path);
        }

        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            Share = FileShare.None,
            // No copy of a secret in a buffer of the stream.
            BufferSize = 0,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = secret ? Owner : Owner | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
        }

        return new FileStream(path, options);
    }
}
