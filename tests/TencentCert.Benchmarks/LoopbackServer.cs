using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace TencentCert.Benchmarks;

/// <summary>Answers every request with the same bytes, and does little else: what is measured is the caller.</summary>
internal sealed class LoopbackServer : IDisposable
{
    private static ReadOnlySpan<byte> EndOfHeaders => "\r\n\r\n"u8;
    private static ReadOnlySpan<byte> LengthHeader => "Content-Length: "u8;

    private readonly Socket _listener = new(SocketType.Stream, ProtocolType.Tcp);
    private readonly byte[] _answer;
    private readonly X509Certificate2? _certificate;

    /// <summary>Starts.</summary>
    /// <param name="body">Of each response.</param>
    /// <param name="certificate">For TLS; plain http without one.</param>
    public LoopbackServer(ReadOnlySpan<byte> body, X509Certificate2? certificate = null)
    {
        _certificate = certificate;
        byte[] head = [.. "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "u8,
            .. System.Text.Encoding.ASCII.GetBytes($"{body.Length}"), .. EndOfHeaders];
        _answer = [.. head, .. body];
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen();
        Endpoint = new Uri($"{(certificate is null ? "http" : "https")}://127.0.0.1:{((IPEndPoint)_listener.LocalEndPoint!).Port}/");
        Start(Accept);
    }

    public Uri Endpoint { get; }

    public void Dispose() => _listener.Dispose();

    private static void Start(Action work) => new Thread(() => work()) { IsBackground = true }.Start();

    private void Accept()
    {
        try
        {
            while (true)
            {
                var connection = _listener.Accept();
                connection.NoDelay = true;
                Start(() => Serve(connection));
            }
        }
        catch (SocketException)
        {
            // The end of the measurement.
        }
    }

    private void Serve(Socket connection)
    {
        using Stream plain = new NetworkStream(connection, ownsSocket: true);
        using var stream = _certificate is null ? plain : Secure(plain, _certificate);
        var buffer = new byte[64 * 1024];
        var filled = 0;
        while (stream.Read(buffer.AsSpan(filled)) is > 0 and var count)
        {
            filled += count;
            if (IsWhole(buffer.AsSpan(0, filled)))
            {
                filled = 0;
                stream.Write(_answer);
            }
        }
    }

    private static SslStream Secure(Stream plain, X509Certificate2 certificate)
    {
        var secured = new SslStream(plain);
        secured.AuthenticateAsServer(certificate);
        return secured;
    }

    private static bool IsWhole(ReadOnlySpan<byte> request)
    {
        var end = request.IndexOf(EndOfHeaders);
        if (end < 0)
            return false;

        var at = request[..end].IndexOf(LengthHeader);
        return at >= 0
            && System.Buffers.Text.Utf8Parser.TryParse(request[(at + LengthHeader.Length)..], out int length, out _)
            && request.Length >= end + EndOfHeaders.Length + length;
    }
}
