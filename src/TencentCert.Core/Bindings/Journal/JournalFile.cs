using TencentCert.Core.Certificates;
using TencentCert.Core.Errors;

namespace TencentCert.Core.Bindings.Journal;

/// <summary>Opens a journal's file, and the lock beside it. Both are their owner's alone when they are made.</summary>
internal static class JournalFile
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Opens a journal to write to it; others may read it meanwhile.</summary>
    /// <param name="path">Journal.</param>
    /// <param name="mustExist">Whether a missing one is not made.</param>
    public static FileStream Open(string path, bool mustExist)
    {
        if (OperatingSystem.IsWindows() && !mustExist && !File.Exists(path))
        {
            WindowsSecretFile.Create(path, grantsFrom: null).Dispose();
        }

        return new FileStream(path, Private(new FileStreamOptions
        {
            Mode = mustExist ? FileMode.Open : FileMode.OpenOrCreate,
            Access = FileAccess.ReadWrite,
            Share = FileShare.Read,
            BufferSize = 0,
        }));
    }

    /// <summary>Opens a journal to read it, also while a run writes to it.</summary>
    /// <param name="path">Journal.</param>
    /// <returns>Null for a file without content; a pipe is one, too, and opening it would not return.</returns>
    /// <exception cref="IOException">It is a folder, a device, or cannot be read.</exception>
    public static FileStream? OpenToRead(string path)
    {
        SecureFile.EnsureWritable(path, overwrite: true);
        return new FileInfo(path) is { Exists: true, Length: 0 }
            ? null
            : new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
    }

    /// <summary>
    /// Keeps a second run from using a journal. The lock ends with its process, however that ends; it is a file of its own
    /// because a lock on the journal would keep readers out on some systems.
    /// </summary>
    /// <param name="path">Journal.</param>
    /// <exception cref="TencentCertException"><see cref="ErrorCodes.Journal"/>: another run has it, or the lock's name is
    /// taken.</exception>
    public static FileStream Lock(string path)
    {
        SecureFile.EnsureWritable(path, overwrite: true);
        SecureFile.EnsureFolder(path);
        var name = path + ".lock";
        SecureFile.EnsureWritable(name, overwrite: true);

        // The lock is removed at the end. One of ours is empty, so this is a file of another program.
        if (new FileInfo(name) is { Exists: true, Length: > 0 })
        {
            throw BindingJournal.Refused(
                path, $"needs the name '{name}' for its lock, and that is a file of another program; give the journal another name");
        }

        try
        {
            return new FileStream(name, Private(new FileStreamOptions
            {
                Mode = FileMode.OpenOrCreate,
                Access = FileAccess.ReadWrite,
                Share = FileShare.None,
                BufferSize = 0,
                Options = FileOptions.DeleteOnClose,
            }));
        }
        catch (IOException problem) when (IsInUse(problem))
        {
            throw new TencentCertException(ErrorCodes.Journal, $"Another run uses the journal '{path}' at this moment.", problem);
        }
    }

    // Windows' sharing violation; elsewhere EWOULDBLOCK of the lock that stands for it, which Linux and macOS number differently.
    private static bool IsInUse(IOException problem) => problem.HResult is unchecked((int)0x80070020) or 11 or 35;

    private static FileStreamOptions Private(FileStreamOptions options)
    {
        if (!OperatingSystem.IsWindows() && options.Mode == FileMode.OpenOrCreate)
        {
            options.UnixCreateMode = Owner;
        }

        return options;
    }
}
