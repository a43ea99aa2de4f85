using System.Runtime.Versioning;
using TencentCert.Core.Certificates;

namespace TencentCert.Core.Bindings.Journal;

/// <summary>Opens a journal's file and its lock file. New files are accessible by their owner only.</summary>
internal static class JournalFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Opens a journal for writing; others may read it meanwhile.</summary>
    public static FileStream Open(string path, bool mustExist) => OpenPrivate(path, new FileStreamOptions
    {
        Mode = mustExist ? FileMode.Open : FileMode.OpenOrCreate,
        Access = FileAccess.ReadWrite,
        Share = FileShare.Read,
        BufferSize = 0,
    });

    /// <summary>Opens a journal for reading, also while a run writes to it.</summary>
    /// <returns>Null for a file without content, or a pipe, which would block.</returns>
    /// <exception cref="IOException">The path is a folder or a device, or cannot be read.</exception>
    public static FileStream? OpenToRead(string path)
    {
        SecureFile.EnsureWritable(path, overwrite: true);
        return new FileInfo(path) is { Exists: true, Length: 0 }
            ? null
            : new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
    }

    /// <summary>
    /// Prevents a second run from using a journal. The lock ends with its process, however that ends. It is a separate file
    /// because a lock on the journal would block readers on some systems.
    /// </summary>
    /// <exception cref="TencentCertException"><see cref="ErrorCodes.Journal"/>: another run holds the lock, or a file of another program
    /// has its name.</exception>
    public static FileStream Lock(string path)
    {
        SecureFile.EnsureWritable(path, overwrite: true);
        SecureFile.EnsureFolder(path);
        var lockPath = path + ".lock";
        SecureFile.EnsureWritable(lockPath, overwrite: true);

        // A lock file of this module is empty and deleted at the end, so this file belongs to another program.
        if (new FileInfo(lockPath) is { Exists: true, Length: > 0 })
        {
            throw BindingJournal.Refused(
                path, $"needs the name '{lockPath}' for its lock, and that is a file of another program; give the journal another name");
        }

        try
        {
            return OpenPrivate(lockPath, new FileStreamOptions
            {
                Mode = FileMode.OpenOrCreate,
                Access = FileAccess.ReadWrite,
                Share = FileShare.None,
                BufferSize = 0,
                Options = FileOptions.DeleteOnClose,
            });
        }
        catch (IOException problem) when (IsInUse(problem))
        {
            throw new TencentCertException(ErrorCodes.Journal, $"Another run uses the journal '{path}' at this moment.", problem);
        }
    }

    // Windows' sharing violation; elsewhere EWOULDBLOCK of the emulated lock, with different numbers on Linux and macOS.
    private static bool IsInUse(IOException problem) => problem.HResult is unchecked((int)0x80070020) or 11 or 35;

    private static FileStream OpenPrivate(string path, FileStreamOptions options)
    {
        if (options.Mode == FileMode.OpenOrCreate && OperatingSystem.IsWindows())
            CreatePrivate(path);
        else if (options.Mode == FileMode.OpenOrCreate)
            options.UnixCreateMode = OwnerOnly;

        return new FileStream(path, options);
    }

    [SupportedOSPlatform("windows")]
    private static void CreatePrivate(string path)
    {
        try
        {
            if (!File.Exists(path))
                WindowsSecretFile.Create(path, accessSource: null).Dispose();
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another run created it in the meantime, in the same way.
        }
    }
}
