using System.Globalization;
using System.Net.Sockets;
using TencentCert.Emulator.Sockets;

namespace TencentCert.Emulator.Http;

/// <summary>Serves the API over HTTP on loopback.</summary>
internal sealed class ApiServer : IAsyncDisposable
{
    private const int Backlog = 1024;

    private readonly LoopbackHosts _hosts;
    private readonly Func<ApiRequest, string, CancellationToken, Task<ApiResponse>> _handler;
    private readonly RequestLog _log;
    private readonly EmulatorClock _clock;
    private readonly EmulatorOptions _options;
    private readonly ConnectionListener _listener;

    private ApiServer(
        LoopbackHosts hosts,
        Func<ApiRequest, string, CancellationToken, Task<ApiResponse>> handler,
        RequestLog log,
        EmulatorClock clock,
        EmulatorOptions options)
    {
        _hosts = hosts;
        _handler = handler;
        _log = log;
        _clock = clock;
        _options = options;
        _listener = new ConnectionListener(options.Port, Backlog, ServeAsync);
        Endpoint = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{_listener.EndPoint.Port}"));
    }

    public Uri Endpoint { get; }

    public static async Task<ApiServer> StartAsync(
        EmulatorOptions options,
        Func<ApiRequest, string, CancellationToken, Task<ApiResponse>> handler,
        RequestLog log,
        EmulatorClock clock,
        CancellationToken cancellationToken)
    {
        var hosts = await LoopbackHosts.ResolveAsync(options.Hosts, cancellationToken).ConfigureAwait(false);
        return new ApiServer(hosts, handler, log, clock, options);
    }

    public ValueTask DisposeAsync() => _listener.DisposeAsync();

    // The status tells a client that waits for 100 Continue not to send its body.
    private static ApiResponse ErrorResponse(ApiErrorException error, string requestId) =>
        new(Envelope.Error(error.Code, error.Message, requestId))
        {
            HttpStatus = error.Code == HttpConnection.MalformedRequest ? 400 : 413,
        };

    private async Task ServeAsync(Socket socket, CancellationToken stop)
    {
        using var connection = new HttpConnection(socket);
        try
        {
            socket.NoDelay = true;
            while (await ServeRequestAsync(connection, stop).ConfigureAwait(false))
            {
            }
        }
        catch (Exception exception) when (exception is IOException or SocketException or ObjectDisposedException
            or OperationCanceledException)
        {
            // The client disconnected or sent no HTTP, or the emulator stops: no response is possible.
            connection.Abort();
        }
    }

    private Task DelayAsync(CancellationToken stop)
    {
        var delay = (_options.Latency + (_options.Jitter * ((2 * Random.Shared.NextDouble()) - 1))) / 2;
        return delay > TimeSpan.Zero ? Task.Delay(delay, stop) : Task.CompletedTask;
    }

    /// <summary>Serves one request; returns whether the connection can serve another.</summary>
    private async Task<bool> ServeRequestAsync(HttpConnection connection, CancellationToken stop)
    {
        var requestId = Guid.NewGuid().ToString();
        ApiRequest? request;
        try
        {
            request = await connection.ReadRequestAsync(stop).ConfigureAwait(false);
        }
        catch (ApiErrorException exception)
        {
            await connection.WriteResponseAsync(ErrorResponse(exception, requestId), _clock.WireTime, stop).ConfigureAwait(false);
            return false;
        }

        if (request is null)
            return false;

        // Each direction has its own delay, as in a network.
        await DelayAsync(stop).ConfigureAwait(false);
        var response = _hosts.Contains(request.Header("Host"))
            ? await _handler(request, requestId, stop).ConfigureAwait(false)
            : new ApiResponse("No such host.\n"u8.ToArray()) { HttpStatus = 404, ContentType = "text/plain" };
        await DelayAsync(stop).ConfigureAwait(false);
        _log.Add(new RecordedRequest(
            _clock.GetUtcNow(),
            response.Service,
            response.Action,
            requestId,
            response.HttpStatus,
            response.ErrorCode,
            response.Fault,
            RecordedText.WithoutSecrets(request.Text),
            RecordedText.WithoutSecrets(request.Headers)));
        if (response.HttpStatus == 0)
        {
            connection.Abort();
            return false;
        }

        await connection.WriteResponseAsync(response, _clock.WireTime, stop).ConfigureAwait(false);
        return !response.Truncated && request.Header("Connection")?.Contains("close", StringComparison.OrdinalIgnoreCase) != true;
    }
}
