using System.Buffers;
using System.Text.Json;
using TencentCert.Core.Certificates;

namespace TencentCert.Core.Bindings.Journal;

/// <summary>
/// The journal of a run: append-only JSON lines, each in one write before and after a change, so that a killed process leaves
/// at most its last line unfinished. What must survive a power failure (the plan with every previous certificate, the import)
/// is flushed to disk before the first change; the rest follows within a second.
/// </summary>
public sealed class BindingJournal : IDisposable
{
    /// <summary>Layout of a journal with bindings in GAAP only.</summary>
    internal const int BindingsLayout = 1;

    /// <summary>Layout of a journal with certificates of the SSL service, their bindings in GAAP and their deployments.</summary>
    internal const int CertificatesLayout = 2;

    private static readonly TimeSpan FlushInterval = TimeSpan.FromSeconds(1);

    private readonly ArrayBufferWriter<byte> _lineBuffer = new();
    private readonly object _lock = new();
    private readonly string _path;
    private readonly FileStream _file;
    private readonly FileStream _lockFile;
    private readonly TimeProvider _clock;
    private long _length;
    private long _lastFlushed;

    internal BindingJournal(string path, FileStream file, FileStream lockFile, TimeProvider clock)
    {
        _path = path;
        _file = file;
        _length = file.Length;
        _lockFile = lockFile;
        _clock = clock;
        _lastFlushed = TimeProvider.System.GetTimestamp();
    }

    /// <summary>Opens the journal of a run: a new one, or an existing one of the same run.</summary>
    /// <param name="path">File; a new one is readable by its owner only.</param>
    /// <param name="identity">Identity of the run.</param>
    /// <param name="clock">Time.</param>
    /// <param name="before">Content of an existing journal; null for a new one.</param>
    /// <exception cref="TencentCertException"><see cref="ErrorCodes.Journal"/>: of another run, undone, in use, or no journal.</exception>
    public static BindingJournal Open(string path, JournalIdentity identity, TimeProvider clock, out GaapCertificateUpdate? before)
    {
        ArgumentNullException.ThrowIfNull(identity);
        return OpenFile(path, identity, clock, out before);
    }

    /// <summary>Content of a journal of the same run; creates and changes nothing.</summary>
    /// <param name="path">File.</param>
    /// <param name="identity">Identity of the run.</param>
    /// <returns>Null for a new journal.</returns>
    /// <exception cref="TencentCertException"><see cref="ErrorCodes.Journal"/>: of another run, undone, or not a journal.</exception>
    public static GaapCertificateUpdate? ReadFor(string path, JournalIdentity identity)
    {
        ArgumentNullException.ThrowIfNull(identity);
        SecureFile.EnsureFile(path);
        using var file = File.Exists(path) ? JournalFile.OpenToRead(path) : null;
        var before = file is null ? null : JournalText.Read(file, path).Update;
        if (before is not null)
            identity.RequireSame(path, before);

        return before;
    }

    /// <summary>Opens a journal to undo its run.</summary>
    /// <param name="path">File.</param>
    /// <param name="clock">Time.</param>
    /// <param name="before">Content of the journal.</param>
    /// <exception cref="TencentCertException"><see cref="ErrorCodes.Journal"/>: in use, or not a journal.</exception>
    /// <exception cref="FileNotFoundException">The file does not exist.</exception>
    public static BindingJournal OpenForUndo(string path, TimeProvider clock, out GaapCertificateUpdate before)
    {
        var journal = OpenFile(path, null, clock, out var run);
        before = run!;
        return journal;
    }

    /// <summary>Appends a line.</summary>
    /// <param name="line">Line; its time is set here.</param>
    /// <param name="onDisk">Whether to flush the line to disk before returning.</param>
    public void Write(JournalLine line, bool onDisk = false) => Write([line], onDisk);

    /// <summary>Appends lines, each in one write.</summary>
    /// <param name="lines">Lines; their time is set here.</param>
    /// <param name="onDisk">Whether to flush the lines to disk before returning.</param>
    /// <exception cref="TencentCertException"><see cref="ErrorCodes.Journal"/>: the file cannot be written.</exception>
    public void Write(IEnumerable<JournalLine> lines, bool onDisk = false)
    {
        ArgumentNullException.ThrowIfNull(lines);
        var now = _clock.GetUtcNow();
        lock (_lock)
        {
            try
            {
                TruncateFailedLine();
                foreach (var line in lines)
                    Append(line with { Time = now });

                if (onDisk || TimeProvider.System.GetElapsedTime(_lastFlushed) > FlushInterval)
                {
                    _file.Flush(flushToDisk: true);
                    _lastFlushed = TimeProvider.System.GetTimestamp();
                }
            }
            catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
            {
                throw new TencentCertException(
                    ErrorCodes.Journal, $"The journal '{_path}' cannot be written: {problem.Message.TrimEnd('.')}.", problem);
            }
        }
    }

    /// <summary>Flushes and closes the file.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            using (_lockFile)
            using (_file)
            {
                if (_file.CanWrite)
                    _file.Flush(flushToDisk: true);
            }
        }
    }

    internal static TencentCertException Refused(string path, Wording why) => new(ErrorCodes.Journal, $"The journal '{path}' {why}.");

    // Without an identity, for an undo, the journal must have content.
    private static BindingJournal OpenFile(
        string path, JournalIdentity? identity, TimeProvider clock, out GaapCertificateUpdate? before)
    {
        ArgumentNullException.ThrowIfNull(clock);
        var lockFile = JournalFile.Lock(path);
        FileStream? file = null;
        try
        {
            file = JournalFile.Open(path, mustExist: identity is null);
            (before, var length) = JournalText.Read(file, path);
            if (before is not null)
                identity?.RequireSame(path, before);
            else if (identity is null)
                throw Refused(path, $"is empty");

            TerminateLastLine(file, length);
            var journal = new BindingJournal(path, file, lockFile, clock);
            if (identity?.NextLine(before) is { } line)
                journal.Write(line);

            return journal;
        }
        catch
        {
            file?.Dispose();
            lockFile.Dispose();
            throw;
        }
    }

    private void Append(JournalLine line)
    {
        // Uses a reusable buffer: a large plan writes ten thousand lines at once.
        _lineBuffer.ResetWrittenCount();
        using (var json = new Utf8JsonWriter(_lineBuffer))
            JsonSerializer.Serialize(json, line, JournalJson.Default.JournalLine);

        _lineBuffer.Write("\n"u8);
        _file.Write(_lineBuffer.WrittenSpan);
        _length = _file.Position;
    }

    // A full disk may truncate a line; the next one must not be appended to it.
    private void TruncateFailedLine()
    {
        if (_file.Length != _length)
            _file.SetLength(_length);

        _file.Seek(_length, SeekOrigin.Begin);
    }

    // A process may be killed within a line. A readable last line is terminated, an unreadable one is cut.
    private static void TerminateLastLine(FileStream file, long length)
    {
        if (file.Length != length)
            file.SetLength(length);

        if (length > 0)
        {
            file.Seek(length - 1, SeekOrigin.Begin);
            if (file.ReadByte() != '\n')
                file.Write("\n"u8);
        }
    }
}
