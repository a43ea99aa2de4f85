using System.Buffers;
using System.Text.Json;
using TencentCert.Core.Certificates;
using TencentCert.Core.Errors;
using TencentCert.Core.Strings;

namespace TencentCert.Core.Bindings.Journal;

/// <summary>
/// The record of a run: JSON lines that are only ever added, each in one write before and after a change, so that a
/// killed process leaves at most its last line unfinished. What must survive a power cut (the plan with every previous
/// certificate, the import) is on the disk before the first change; the rest follows within a second.
/// </summary>
public sealed class BindingJournal : IDisposable
{
    /// <summary>Layout of a journal about bindings in GAAP alone.</summary>
    internal const int BindingsLayout = 1;

    /// <summary>Layout of a journal about certificates of the SSL service, their bindings in GAAP and their deployments.</summary>
    internal const int CertificatesLayout = 2;

    private const string Beginning = "{\"event\"";
    private static readonly TimeSpan SyncEvery = TimeSpan.FromSeconds(1);

    private readonly ArrayBufferWriter<byte> _line = new();
    private readonly object _lock = new();
    private readonly string _path;
    private readonly FileStream _file;
    private readonly FileStream _guard;
    private readonly TimeProvider _clock;
    private long _end;
    private long _synced;

    internal BindingJournal(string path, FileStream file, FileStream guard, TimeProvider clock)
    {
        _path = path;
        _file = file;
        _end = file.Length;
        _guard = guard;
        _clock = clock;
        _synced = TimeProvider.System.GetTimestamp();
    }

    /// <summary>Opens the journal of a run: a new one, or the one of the same run to go on with.</summary>
    /// <param name="path">File; readable by its owner alone when it is made.</param>
    /// <param name="identity">What the run is.</param>
    /// <param name="clock">Time.</param>
    /// <param name="before">What the journal held already; null when it is new.</param>
    /// <exception cref="TencentCertException"><see cref="ErrorCodes.Journal"/>: of another run, undone, in use, or no journal.</exception>
    public static BindingJournal Open(string path, JournalIdentity identity, TimeProvider clock, out GaapCertificateUpdate? before)
    {
        ArgumentNullException.ThrowIfNull(identity);
        ArgumentNullException.ThrowIfNull(clock);
        var guard = Guard(path);
        FileStream? file = null;
        try
        {
            file = OpenFile(path, FileMode.OpenOrCreate);
            before = Read(file, path, out var isCutOff);
            if (before is not null)
            {
                identity.RequireSame(path, before);
            }

            EndLastLine(file, isCutOff);
            var journal = new BindingJournal(path, file, guard, clock);
            if (before is null)
            {
                journal.Write(identity.ToLine());
            }
            else if (identity.Joining(before) is { Count: > 0 } joining)
            {
                journal.Write(new JournalLine { Event = JournalEvent.Joined, Certificates = joining });
            }

            return journal;
        }
        catch
        {
            file?.Dispose();
            guard.Dispose();
            throw;
        }
    }

    /// <summary>What a journal holds for the same run; makes and changes nothing.</summary>
    /// <param name="path">File.</param>
    /// <param name="identity">What the run is.</param>
    /// <returns>Null when it is new.</returns>
    /// <exception cref="TencentCertException"><see cref="ErrorCodes.Journal"/>: of another run, undone, or no journal.</exception>
    public static GaapCertificateUpdate? ReadFor(string path, JournalIdentity identity)
    {
        ArgumentNullException.ThrowIfNull(identity);
        SecureFile.EnsureFile(path);
        if (!File.Exists(path))
        {
            return null;
        }

        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var before = Read(file, path, out _);
        if (before is not null)
        {
            identity.RequireSame(path, before);
        }

        return before;
    }

    /// <summary>Opens a journal to undo its run.</summary>
    /// <param name="path">File.</param>
    /// <param name="clock">Time.</param>
    /// <param name="before">What it holds.</param>
    /// <exception cref="TencentCertException"><see cref="ErrorCodes.Journal"/>: in use, or no journal.</exception>
    /// <exception cref="FileNotFoundException">There is none.</exception>
    public static BindingJournal OpenForUndo(string path, TimeProvider clock, out GaapCertificateUpdate before)
    {
        ArgumentNullException.ThrowIfNull(clock);
        var guard = Guard(path);
        FileStream? file = null;
        try
        {
            file = OpenFile(path, FileMode.Open);
            before = Read(file, path, out var isCutOff) ?? throw Refused(path, $"is empty");
            EndLastLine(file, isCutOff);
            return new BindingJournal(path, file, guard, clock);
        }
        catch
        {
            file?.Dispose();
            guard.Dispose();
            throw;
        }
    }

    /// <summary>Adds a line.</summary>
    /// <param name="line">Line; its time is set here.</param>
    /// <param name="onDisk">Whether it must be on the disk before anything else happens.</param>
    public void Write(JournalLine line, bool onDisk = false) => Write([line], onDisk);

    /// <summary>Adds lines, each in one write.</summary>
    /// <param name="lines">Lines; their time is set here.</param>
    /// <param name="onDisk">Whether they must be on the disk before anything else happens.</param>
    /// <exception cref="TencentCertException"><see cref="ErrorCodes.Journal"/>: the file cannot be written.</exception>
    public void Write(IEnumerable<JournalLine> lines, bool onDisk = false)
    {
        ArgumentNullException.ThrowIfNull(lines);
        var now = _clock.GetUtcNow();
        lock (_lock)
        {
            try
            {
                CutFailedLine();
                foreach (var line in lines)
                {
                    Append(line with { Time = now });
                }

                if (onDisk || TimeProvider.System.GetElapsedTime(_synced) > SyncEvery)
                {
                    _file.Flush(flushToDisk: true);
                    _synced = TimeProvider.System.GetTimestamp();
                }
            }
            catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
            {
                throw new TencentCertException(ErrorCodes.Journal, $"The journal '{_path}' cannot be written: {problem.Message.TrimEnd('.')}.", problem);
            }
        }
    }

    /// <summary>Closes the file; what was written is on the disk.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            using (_guard)
            using (_file)
            {
                if (_file.CanWrite)
                {
                    _file.Flush(flushToDisk: true);
                }
            }
        }
    }

    internal static TencentCertException Refused(string path, Wording why) => new(ErrorCodes.Journal, $"The journal '{path}' {why}.");

    /// <summary>What a journal holds; null when it is empty.</summary>
    /// <param name="file">Journal.</param>
    /// <param name="path">For the result and for errors.</param>
    /// <param name="isCutOff">Whether the last line is none and was passed over.</param>
    internal static GaapCertificateUpdate? Read(FileStream file, string path, out bool isCutOff)
    {
        isCutOff = false;
        file.Seek(0, SeekOrigin.Begin);
        using var reader = new StreamReader(file, leaveOpen: true);
        JournalReader? reading = null;
        for (var number = 1; reader.ReadLine() is { } text; number++)
        {
            if (text.Length == 0)
            {
                continue;
            }

            JournalLine? line;
            try
            {
                line = JsonSerializer.Deserialize(text, JournalJson.Default.JournalLine);
            }
            catch (JsonException) when (reader.Peek() < 0 && (reading is not null || BeginsJournal(text)))
            {
                isCutOff = true;
                break;
            }
            catch (JsonException)
            {
                throw Refused(path, $"cannot be read in line {number}: it is no journal of a rotation, or was edited");
            }

            if (reading is null)
            {
                reading = line is { Event: JournalEvent.Rotation, Layout: { } layout }
                    ? layout is BindingsLayout or CertificatesLayout ? new JournalReader(line) : throw Refused(path, $"was written by another version of this module")
                    : throw Refused(path, $"is no journal of a rotation");
            }
            else if (line is not null)
            {
                reading.Add(line);
            }
        }

        return reading?.ToUpdate(path);
    }

    private static FileStream OpenFile(string path, FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = FileShare.Read, BufferSize = 0 };
        if (!OperatingSystem.IsWindows() && mode == FileMode.OpenOrCreate)
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(path, options);
    }

    // Two runs with one journal would undo each other's promises. The lock ends with its process, however that ends;
    // it is a file of its own because a lock on the journal would keep readers out on some systems.
    private static FileStream Guard(string path)
    {
        SecureFile.EnsureWritable(path, overwrite: true);
        SecureFile.EnsureFolder(path);
        try
        {
            return new FileStream(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (IOException problem) when (IsInUse(problem))
        {
            throw new TencentCertException(ErrorCodes.Journal, $"Another run uses the journal '{path}' at this moment.", problem);
        }
    }

    // Windows' sharing violation; elsewhere EWOULDBLOCK of the lock that stands for it, which Linux and macOS number differently.
    private static bool IsInUse(IOException problem) => problem.HResult is unchecked((int)0x80070020) or 11 or 35;

    private void Append(JournalLine line)
    {
        // In memory that is kept: a large plan is ten thousand lines at once.
        _line.ResetWrittenCount();
        using (var json = new Utf8JsonWriter(_line))
        {
            JsonSerializer.Serialize(json, line, JournalJson.Default.JournalLine);
        }

        _line.Write("\n"u8);
        _file.Write(_line.WrittenSpan);
        _end = _file.Position;
    }

    // A full disk takes half a line; the next one must not be glued to it.
    private void CutFailedLine()
    {
        if (_file.Length != _end)
        {
            _file.SetLength(_end);
        }

        _file.Seek(_end, SeekOrigin.Begin);
    }

    private static bool BeginsJournal(string text) =>
        text.StartsWith(Beginning, StringComparison.Ordinal) || Beginning.StartsWith(text, StringComparison.Ordinal);

    // A process may end anywhere in a line. What was read of the last one stays and gets its end, what was not is cut away.
    private static void EndLastLine(FileStream file, bool isCutOff)
    {
        var end = file.Length;
        if (isCutOff)
        {
            do
            {
                end--;
            }
            while (end > 0 && !IsLineFeed(file, end - 1));

            file.SetLength(end);
        }
        else if (end > 0 && !IsLineFeed(file, end - 1))
        {
            file.Seek(end, SeekOrigin.Begin);
            file.Write("\n"u8);
        }
    }

    private static bool IsLineFeed(FileStream file, long position)
    {
        file.Seek(position, SeekOrigin.Begin);
        return file.ReadByte() == '\n';
    }
}
