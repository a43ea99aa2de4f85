using System.Net;
using System.Net.Http.Headers;

namespace TencentCert.Core.Client;

/// <summary>
/// A request body that records whether the network stack has read it. If it was not read, the service cannot have
/// executed the call, however the attempt failed.
/// </summary>
internal sealed class SignedBody : HttpContent
{
    /// <summary>Sent and signed without a charset, as Tencent's own SDKs do.</summary>
    public const string MediaType = "application/json";

    private static readonly MediaTypeHeaderValue ContentType = new(MediaType);
    private readonly ReadOnlyMemory<byte> _bytes;
    private readonly Action _sending;

    /// <param name="bytes">The body.</param>
    /// <param name="sending">Called when the connection is open and the body is about to be sent.</param>
    public SignedBody(ReadOnlyMemory<byte> bytes, Action sending)
    {
        _bytes = bytes;
        _sending = sending;
        _sending = sending;
        Headers.ContentType = ContentType;
    }

    public bool WasSent { get; private set; }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        WasSent = true;
        _sending();
        return stream.WriteAsync(_bytes, cancellationToken).AsTask();
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _bytes.Length;
        return true;
    }
}
