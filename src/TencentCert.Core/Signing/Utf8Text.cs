using System.Text;

namespace TencentCert.Core.Signing;

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

    /// <summary>In lower-case digits.</summary>
    public void AppendHex(scoped ReadOnlySpan<byte> bytes)
    {
        if (_room.Length - _count < 2 * bytes.Length)
        {
            Grow(2 * bytes.Length);
        }

        // Convert.ToHexStringLower came after net8.0.
        foreach (var value in bytes)
        {
            _room[_count++] = "0123456789abcdef"u8[value >> 4];
            _room[_count++] = "0123456789abcdef"u8[value & 0xF];
        }
    }

    public override readonly string ToString() => Encoding.UTF8.GetString(Bytes);

    private void Grow(int more)
    {
        var larger = new byte[(2 * _room.Length) + more];
        Bytes.CopyTo(larger);
        _room = larger;
    }
}
