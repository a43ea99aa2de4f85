using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace TencentCert.Core.Tests.Client;

/// <summary>Responds to one request over the raw connection.</summary>
/// <returns>Whether the connection stays open for another request.</returns>
internal delegate Task<bool> Reply(ReceivedRequest request, Stream connection, CancellationToken cancellationToken);

/// <summary>
/// A loopback server that sends the replies of a script, one reply per request. The last reply
/// repeats. The server records the received bytes.
/// </summary>
internal sealed class ScriptedServer : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly Reply[] _script;
    private readonly CancellationTokenSource _end = new();
    private readonly ConcurrentQueue<ReceivedRequest> _requests = new();
    private int _connections;
    private int _arrived;

    private ScriptedServer(IPAddress address, Reply[] script)
    {
        _script = script;
        _listener = new TcpListener(address, 0);
        _listener.Start();
    }

    /// <summary>Connections reset on arrival, before anything is read.</summary>
    public int Resets { get; init; }

    /// <summary>Never reads and never writes: a TLS handshake with it does not end.</summary>
    public bool IsSilent { get; init; }

    /// <summary>The certificate for the TLS handshake, or null for plain HTTP.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>Base address.</summary>
    public string Endpoint => $"{(IsSilent || Certificate is not null ? "https" : "http")}://{_listener.LocalEndpoint}";

    /// <summary>Host header a client must send.</summary>
    public string Host => _listener.LocalEndpoint.ToString()!;

    public IReadOnlyList<ReceivedRequest> Requests => [.. _requests];

    public int Connections => Volatile.Read(ref _connections);

    public static ScriptedServer Start(params Reply[] script) => Run(new ScriptedServer(IPAddress.Loopback, script));

    public static ScriptedServer StartOnIPv6(params Reply[] script) => Run(new ScriptedServer(IPAddress.IPv6Loopback, script));

    public static ScriptedServer StartSilent() => Run(new ScriptedServer(IPAddress.Loopback, []) { IsSilent = true });

    public static ScriptedServer StartTls(X509Certificate2 certificate, params Reply[] script) =>
        Run(new ScriptedServer(IPAddress.Loopback, script) { Certificate = certificate });

    public static ScriptedServer StartResetting(int resets, params Reply[] script) =>
        Run(new ScriptedServer(IPAddress.Loopback, script) { Resets = resets });

    public Task UntilReceivedAsync(int count) => Eventually.Async(() => _requests.Count >= count, $"{count} requests");

    public Task UntilConnectedAsync(int count) => Eventually.Async(() => Connections >= count, $"{count} connections");

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Dispose();
    }

    private static ScriptedServer Run(ScriptedServer server)
    {
        _ = server.AcceptAsync();
        return server;
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = ServeAsync(await _listener.AcceptSocketAsync(_end.Token));
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException or ObjectDisposedException)
        {
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        Stream connection = new NetworkStream(socket, ownsSocket: true);
        await using var closed = connection.ConfigureAwait(false);
        var number = Interlocked.Increment(ref _connections);
        try
        {
            if (number <= Resets)
            {
                // A linger time of zero turns the close into a reset.
                socket.LingerState = new LingerOption(true, 0);
                return;
            }

            if (IsSilent)
                await Task.Delay(Timeout.Infinite, _end.Token);

            if (Certificate is not null)
            {
                var secured = new SslStream(connection);
                await secured.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = Certificate }, _end.Token);
                connection = secured;
            }

            while (await ReceivedRequest.ReadAsync(connection, _end.Token) is { } request)
            {
                var index = Interlocked.Increment(ref _arrived) - 1;
                _requests.Enqueue(request);
                if (!await _script[Math.Min(index, _script.Length - 1)](request, connection, _end.Token))
                    return;
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or IOException or AuthenticationException
            or ObjectDisposedException)
        {
        }
    }
}

/// <summary>One received request.</summary>
internal sealed record ReceivedRequest(string RequestLine, IReadOnlyList<KeyValuePair<string, string>> Headers, byte[] Body)
{
    /// <summary>The body as text.</summary>
    public string Text => Encoding.UTF8.GetString(Body);

    /// <summary>A header that occurs at most once, or null when it is missing.</summary>
    public string? Header(string name)
    {
        var values = Headers.Where(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).ToArray();
        Assert.True(values.Length <= 1, $"{name} was sent {values.Length} times.");
        return values.Length == 0 ? null : values[0].Value;
    }

    public static async Task<ReceivedRequest?> ReadAsync(Stream connection, CancellationToken cancellationToken)
    {
        var received = new byte[4096];
        var (count, end) = (0, -1);
        while (end < 0)
        {
            if (count == received.Length)
                Array.Resize(ref received, 2 * count);

            var read = await connection.ReadAsync(received.AsMemory(count), cancellationToken);
            if (read == 0)
                return null;

            count += read;
            end = received.AsSpan(0, count).IndexOf("\r\n\r\n"u8);
        }

        var lines = Encoding.UTF8.GetString(received, 0, end).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var headers = lines.Skip(1)
            .Select(line =>
                KeyValuePair.Create(
                    line[..line.IndexOf(':', StringComparison.Ordinal)], line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim()))
            .ToList();
        var length = headers.Find(header => header.Key.Equals("Content-Length", StringComparison.OrdinalIgnoreCase)).Value;
        var body = new byte[length is null ? 0 : int.Parse(length, System.Globalization.CultureInfo.InvariantCulture)];

        // A client sends no second request before the response, so what is left is the body's.
        var begun = count - end - 4;
        received.AsSpan(end + 4, begun).CopyTo(body);
        await connection.ReadExactlyAsync(body.AsMemory(begun), cancellationToken);
        return new ReceivedRequest(lines[0], headers, body);
    }
}
