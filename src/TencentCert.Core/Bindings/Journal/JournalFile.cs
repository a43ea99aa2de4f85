using System.Runtime.Versioning;
using TencentCert.Core.Certificates;

namespace TencentCert.Core.Bindings.Journal;

/// <summary>Opens a journal's file and its lock file. New files are accessible by their owner only.</summary>
internal static class JournalFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Opens a journal for writing; others may read it meanwhile.</summary>
    public static FileStream Open(string path, bool mustExist) => OpenPrivate(path, FileShare.Read, FileOptions.None, mustExist);

    /// <summary>Opens a journal for reading, also while a run writes to it; null for a file without content.</summary>
    public static FileStream? OpenToRead(string path)
    {
        SecureFile.EnsureWritable(path, overwrite: true);
        return new FileInfo(path) is { Exists: true, Length: 0 }
            ? null
            : new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
    }

    /// <summary>Prevents a second run from using a journal. The lock ends with its process, however that ends.</summary>
    /// <remarks>A separate file, because a lock on the journal would block readers on some systems.</remarks>
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
            return OpenPrivate(lockPath, FileShare.None, FileOptions.DeleteOnClose, mustExist: false);
        }
        catch (IOException problem) when (IsInUse(problem))
        {
            throw new TencentCertException(ErrorCodes.Journal, $"Another run uses the journal '{path}' at this moment.", problem);
        }
    }

    // Windows' sharing violation; elsewhere EWOULDBLOCK of the emulated lock, with different numbers on Linux and macOS.
    private static bool IsInUse(IOException problem) => problem.HResult is unchecked((int)0x80070020) or 11 or 35;

    private static FileStream OpenPrivate(string path, FileShare share, FileOptions options, bool mustExist)
    {
        var file = new FileStreamOptions
        {
            Mode = mustExist ? FileMode.Open : FileMode.OpenOrCreate,
            Access = FileAccess.ReadWrite,
            Share = share,
            Options = options,
            BufferSize = 0,
        };
        if (!mustExist && OperatingSystem.IsWindows())
            CreatePrivate(path);
        else if (!mustExist)
            file.UnixCreateMode = OwnerOnly;

        return new FileStream(path, file);
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
