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
        var guard = JournalFile.Lock(path);
        FileStream? file = null;
        try
        {
            file = JournalFile.Open(path, mustExist: false);
            (before, var end) = JournalText.Read(file, path);
            if (before is not null)
            {
                identity.RequireSame(path, before);
            }

            EndLastLine(file, end);
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
        using var file = File.Exists(path) ? JournalFile.OpenToRead(path) : null;
        var before = file is null ? null : JournalText.Read(file, path).Update;
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
        var guard = JournalFile.Lock(path);
        FileStream? file = null;
        try
        {
            file = JournalFile.Open(path, mustExist: true);
            (var run, var end) = JournalText.Read(file, path);
            before = run ?? throw Refused(path, $"is empty");
            EndLastLine(file, end);
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
                throw new TencentCertException(
                    ErrorCodes.Journal, $"The journal '{_path}' cannot be written: {problem.Message.TrimEnd('.')}.", problem);
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

    // A process may end anywhere in a line. What was read of the last one stays and gets its end, what was not is cut away.
    private static void EndLastLine(FileStream file, long end)
    {
        if (file.Length != end)
        {
            file.SetLength(end);
        }

        if (end > 0 && !IsLineFeed(file, end - 1))
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
