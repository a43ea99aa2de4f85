using System.Text.Json;

namespace TencentCert.Core.Bindings.Journal;

/// <summary>Content of a journal file; null without a complete line. The rest after the end is an unfinished line.</summary>
internal sealed record JournalText(GaapCertificateUpdate? Update, long End)
{
    private const int MaxMegabytes = 256;
    private const byte LineFeed = (byte)'\n';

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    private static ReadOnlySpan<byte> FirstLinePrefix => "{\"event\":\"Rotation\",\"time\":\""u8;

    private static ReadOnlySpan<byte> LinePrefix => "{\"event\":\""u8;

    public static JournalText Read(FileStream file, string path)
    {
        var content = Content(file, path);
        JournalReader? reader = null;
        var end = content.Span.StartsWith(ByteOrderMark) ? ByteOrderMark.Length : 0;
        for (var number = 1; end < content.Length; number++)
        {
            var rest = content.Span[end..];
            var length = rest.IndexOf(LineFeed);
            var isEnded = length >= 0;
            var text = (isEnded ? rest[..length] : rest.TrimEnd((byte)0)).TrimEnd(" \r\t"u8);
            if (text.Length > 0)
            {
                if (Parse(text) is { } line)
                    reader = Add(reader, line, path, number);
                else if (!isEnded && IsTruncated(text, reader is null ? FirstLinePrefix : LinePrefix))
                    break;
                else
                    throw Unreadable(path, number);
            }

            end += isEnded ? length + 1 : text.Length;
            if (!isEnded)
                break;
        }

        return new JournalText(reader?.ToUpdate(path), end);
    }

    private static TencentCertException Unreadable(string path, int number) =>
        BindingJournal.Refused(path, $"cannot be read in line {number}: it is not the journal of a rotation, or was edited");

    private static JournalReader Add(JournalReader? reader, JournalLine line, string path, int number)
    {
        if (reader is not null)
        {
            // A second first line means that another journal was appended by hand.
            reader.Add(line.Event != JournalEvent.Rotation ? line : throw Unreadable(path, number));
            return reader;
        }

        return line is not { Event: JournalEvent.Rotation, Layout: { } layout }
            ? throw BindingJournal.Refused(path, $"is not the journal of a rotation")
            : layout is BindingJournal.BindingsLayout or BindingJournal.CertificatesLayout ? new JournalReader(line)
            : throw BindingJournal.Refused(path, $"was written by another version of this module");
    }

    // Reads only the file's length: a device may be endless.
    private static ReadOnlyMemory<byte> Content(FileStream file, string path)
    {
        if (!file.CanSeek)
            throw BindingJournal.Refused(path, $"is a pipe or a device: give the name of a file");

        if (file.Length > MaxMegabytes * 1024L * 1024)
            throw BindingJournal.Refused(path, $"is larger than {MaxMegabytes} MiB");

        var content = new byte[file.Length];
        file.Seek(0, SeekOrigin.Begin);
        return content.AsMemory(0, file.ReadAtLeast(content, content.Length, throwOnEndOfStream: false));
    }

    // Null for unreadable text. The JSON reader throws more exceptions than documented, mainly for member names.
    private static JournalLine? Parse(ReadOnlySpan<byte> text)
    {
        try
        {
            return JsonSerializer.Deserialize(text, JournalJson.Default.JournalLine) is { IsValid: true } line ? line : null;
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException or FormatException or ArgumentException)
        {
            return null;
        }
    }

    // Whether the text is a truncated journal line. A killed process never leaves a complete object.
    private static bool IsTruncated(ReadOnlySpan<byte> text, ReadOnlySpan<byte> prefix)
    {
        if (!text.StartsWith(prefix) && !prefix.StartsWith(text))
            return false;

        var json = new Utf8JsonReader(text, isFinalBlock: false, default);
        try
        {
            while (json.Read())
            {
                if (json is { CurrentDepth: 0, TokenType: not JsonTokenType.StartObject })
                    return false;
            }
        }
        catch (JsonException)
        {
            return false;
        }

        return true;
    }
}
