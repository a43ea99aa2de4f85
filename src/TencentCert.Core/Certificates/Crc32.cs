namespace TencentCert.Core.Certificates;

/// <summary>The checksum of ZIP entries; the platform provides it only in a separate package.</summary>
internal static class Crc32
{
    private const uint Polynomial = 0xEDB88320;

    private static readonly uint[] Table = [.. Enumerable.Range(0, 256).Select(index => TableEntry((uint)index))];

    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        var value = uint.MaxValue;
        foreach (var item in bytes)
            value = Table[(byte)(value ^ item)] ^ (value >> 8);

        return ~value;
    }

    private static uint TableEntry(uint value)
    {
        for (var bit = 0; bit < 8; bit++)
            value = (value & 1) == 0 ? value >> 1 : (value >> 1) ^ Polynomial;

        return value;
    }
}
