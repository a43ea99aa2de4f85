using System.Globalization;
using System.Net;
using System.Net.Sockets;
using TencentCert.Emulator.Errors;

namespace TencentCert.Emulator.Http;

/// <summary>Carries requests and answers over HTTP on loopback, as many connections at a time as come.</summary>
internal sealed class ApiServer : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly LoopbackHosts _hosts;
    private readonly Func<ApiRequest, string, CancellationToken, Task<ApiAnswer>> _answer;
    private readonly RequestLog _log;
    private readonly EmulatorClock _clock;
    private readonly EmulatorOptions _options;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _accepting;

    private ApiServer(
        TcpListener listener,
        LoopbackHosts hosts,
        Func<ApiRequest, string, CancellationToken, Task<ApiAnswer>> answer,
        RequestLog log,
        EmulatorClock clock,
        EmulatorOptions options)
    {
        _listener = listener;
        _hosts = hosts;
        _answer = answer;
        _log = log;
        _clock = clock;
        _options = options;
        _listener.Start(backlog: 1024);
        Endpoint = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}"));
        _accepting = AcceptAsync();
    }

    public Uri Endpoint { get; }

    public static async Task<ApiServer> StartAsync(
        EmulatorOptions options,
        Func<ApiRequest, string, CancellationToken, Task<ApiAnswer>> answer,
        RequestLog log,
        EmulatorClock clock,
        CancellationToken cancellationToken)
    {
        var hosts = await LoopbackHosts.ResolveAsync(options.Hosts, cancellationToken).ConfigureAwait(false);
        return new ApiServer(new TcpListener(IPAddress.Loopback, options.Port), hosts, answer, log, clock, options);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        _listener.Dispose();
        await _accepting.ConfigureAwait(false);
        _stop.Dispose();
    }

    // A status that tells a caller who waits to be asked for its body not to send it.
    private static ApiAnswer Refusal(ApiErrorException error, string requestId) =>
        new(Envelope.Error(error.Code, error.Message, requestId)) { HttpStatus = error.Code == HttpConnection.Malformed ? 400 : 413 };

    private async Task AcceptAsync()
    {
        var stop = _stop.Token;
        while (!stop.IsCancellationRequested)
        {
            try
            {
                var socket = await _listener.AcceptSocketAsync(stop).ConfigureAwait(false);
                socket.NoDelay = true;
                _ = Task.Run(() => ServeAsync(socket, stop), CancellationToken.None);
            }
            catch (Exception stopped) when (stopped is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                // Stopped, or one connection died while it was accepted.
            }
        }
    }

    private async Task ServeAsync(Socket socket, CancellationToken stop)
    {
        using var connection = new HttpConnection(socket);
        try
        {
            while (await ServeNextAsync(connection, stop).ConfigureAwait(false))
            {
            }
        }
        catch (Exception ended) when (ended is IOException or SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // The caller left or spoke no HTTP, or the emulator stops: no response is possible.
            connection.Abort();
        }
    }

    private Task DelayAsync(CancellationToken stop)
    {
        var delay = (_options.Latency + (_options.Jitter * ((2 * Random.Shared.NextDouble()) - 1))) / 2;
        return delay > TimeSpan.Zero ? Task.Delay(delay, stop) : Task.CompletedTask;
    }

    /// <summary>Serves one request; returns whether the connection can serve another.</summary>
    private async Task<bool> ServeNextAsync(HttpConnection connection, CancellationToken stop)
    {
        var requestId = Guid.NewGuid().ToString();
        ApiRequest? request;
        try
        {
            request = await connection.ReadAsync(stop).ConfigureAwait(false);
        }
        catch (ApiErrorException refused)
        {
            await connection.WriteAsync(Refusal(refused, requestId), _clock.WireTime, stop).ConfigureAwait(false);
            return false;
        }

        if (request is null)
        {
            return false;
        }

        // Each way has its own delay, as in a network.
        await DelayAsync(stop).ConfigureAwait(false);
        var answer = _hosts.Include(request.Header("Host"))
            ? await _answer(request, requestId, stop).ConfigureAwait(false)
            : new ApiAnswer("No such host.\n"u8.ToArray()) { HttpStatus = 404, ContentType = "text/plain" };
        await DelayAsync(stop).ConfigureAwait(false);
        _log.Add(new RecordedRequest(
            _clock.GetUtcNow(),
            answer.Service,
            answer.Action,
            requestId,
            answer.HttpStatus,
            answer.ErrorCode,
            answer.Fault,
            RecordedText.WithoutSecrets(request.Text),
            RecordedText.WithoutSecrets(request.Headers)));
        if (answer.HttpStatus == 0)
        {
            connection.Abort();
            return false;
        }

        await connection.WriteAsync(answer, _clock.WireTime, stop).ConfigureAwait(false);
        return !answer.Truncated && request.Header("Connection")?.Contains("close", StringComparison.OrdinalIgnoreCase) != true;
    }
}
