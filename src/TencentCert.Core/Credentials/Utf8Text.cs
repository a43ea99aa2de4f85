using System.Buffers;
using System.Globalization;
using System.Text;

namespace TencentCert.Core.Credentials;

/// <summary>Text written as UTF-8 into the room given, and into more where that does not do.</summary>
internal ref struct Utf8Text
{
    /// <summary>Room that a signature's texts nearly always fit into.</summary>
    public const int Usual = 512;

    private Span<byte> _room;
    private int _count;

    public Utf8Text(Span<byte> room) => _room = room;

    public readonly ReadOnlySpan<byte> Bytes => _room[.._count];

    public void Append(string text)
    {
        int written;
        while (!Encoding.UTF8.TryGetBytes(text, _room[_count..], out written))
        {
            Grow(Encoding.UTF8.GetMaxByteCount(text.Length));
        }

        _count += written;
    }

    public void Append(scoped ReadOnlySpan<byte> text)
    {
        if (_room.Length - _count < text.Length)
        {
            Grow(text.Length);
        }

        text.CopyTo(_room[_count..]);
        _count += text.Length;
    }

    public void Append(long number)
    {
        int written;
        while (!number.TryFormat(_room[_count..], out written, default, CultureInfo.InvariantCulture))
        {
            Grow(sizeof(long) * 3);
        }

        _count += written;
    }

    /// <summary>A header's value as it is signed: in lower case, without space around it.</summary>
    public void AppendHeader(string value)
    {
        var trimmed = value.AsSpan().Trim();
        int written;
        OperationStatus status;
        while ((status = Ascii.ToLower(trimmed, _room[_count..], out written)) == OperationStatus.DestinationTooSmall)
        {
            Grow(trimmed.Length);
        }

        if (status == OperationStatus.Done)
        {
            _count += written;
        }
        else
        {
            Append(trimmed.ToString().ToLowerInvariant());
        }
    }

    /// <summary>In lower-case digits.</summary>
    public void AppendHex(scoped ReadOnlySpan<byte> bytes)
    {
        if (_room.Length - _count < 2 * bytes.Length)
        {
            Grow(2 * bytes.Length);
        }

        // Convert.ToHexStringLower came after net8.0.
        var digits = _room[_count..];
        for (var index = 0; index < bytes.Length; index++)
        {
            digits[2 * index] = "0123456789abcdef"u8[bytes[index] >> 4];
            digits[(2 * index) + 1] = "0123456789abcdef"u8[bytes[index] & 0xF];
        }

        _count += 2 * bytes.Length;
    }

    public override readonly string ToString() => Encoding.UTF8.GetString(Bytes);

    private void Grow(int more)
    {
        var larger = new byte[(2 * _room.Length) + more];
        Bytes.CopyTo(larger);
        _room = larger;
    }
}
