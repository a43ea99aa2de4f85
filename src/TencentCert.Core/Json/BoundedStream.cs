namespace TencentCert.Core.Json;

/// <summary>Reads another stream up to a number of bytes; longer content is rejected, because it may be endless.</summary>
internal sealed class BoundedStream(Stream inner, long maxBytes) : Stream
{
    private long _count;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => _count; set => throw new NotSupportedException(); }

    /// <exception cref="InvalidDataException">The stream holds more.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadAllAsync(Stream stream, int maxBytes, CancellationToken cancellationToken)
    {
        var bounded = new BoundedStream(stream, maxBytes);
        await using var disposal = bounded.ConfigureAwait(false);
        using var content = new MemoryStream();
        await bounded.CopyToAsync(content, cancellationToken).ConfigureAwait(false);
        return content.GetBuffer().AsMemory(0, (int)content.Length);
    }

    public override int Read(byte[] buffer, int offset, int count) => RequireWithinLimit(inner.Read(buffer, offset, count));

    public override int Read(Span<byte> buffer) => RequireWithinLimit(inner.Read(buffer));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        RequireWithinLimit(await inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inner.Dispose();

        base.Dispose(disposing);
    }

    private int RequireWithinLimit(int read) =>
        (_count += read) <= maxBytes ? read : throw new InvalidDataException(Wording.Of($"more than {maxBytes} bytes"));
}
