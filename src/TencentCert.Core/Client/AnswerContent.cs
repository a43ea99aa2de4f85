using System.IO.Compression;
using TencentCert.Core.Json;

namespace TencentCert.Core.Client;

/// <summary>Reads a response body, bounded before and after decompression: a few kilobytes can unpack to gigabytes.</summary>
internal static class AnswerContent
{
    /// <summary>Maximum size of a response in bytes, compressed or not. The longest page of a list has some 5 MB.</summary>
    public const int MaximumBytes = 32 * 1024 * 1024;

    public const string Encodings = "gzip, br";

    /// <exception cref="InvalidDataException">The body is too long, or its compression is invalid.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        var packed = new BoundedStream(await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false), MaximumBytes);
        Stream unpacked = content.Headers.ContentEncoding.LastOrDefault()?.ToUpperInvariant() switch
        {
            "GZIP" or "X-GZIP" => new GZipStream(packed, CompressionMode.Decompress),
            "BR" => new BrotliStream(packed, CompressionMode.Decompress),
            "DEFLATE" => new ZLibStream(packed, CompressionMode.Decompress),
            _ => packed,
        };
        return await BoundedStream.ReadAllAsync(unpacked, MaximumBytes, cancellationToken).ConfigureAwait(false);
    }
}
