using System.Net;
using System.Net.Http.Headers;

namespace TencentCert.Core.Client;

/// <summary>Records whether the network stack has read the body: if not, the service cannot have executed the call.</summary>
internal sealed class SignedBody : HttpContent
{
    /// <summary>Sent and signed without a charset, as Tencent's own SDKs do.</summary>
    public const string MediaType = "application/json";

    private static readonly MediaTypeHeaderValue ContentType = new(MediaType);
    private readonly ReadOnlyMemory<byte> _bytes;
    private readonly Action _sending;

    /// <summary><paramref name="sending"/> is called when the connection is open and the body is about to be sent.</summary>
    public SignedBody(ReadOnlyMemory<byte> bytes, Action sending) =>
        (_bytes, _sending, Headers.ContentType) = (bytes, sending, ContentType);

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
