using System.Globalization;
using System.Net;

namespace TencentCert.Emulator.Http;

/// <summary>Carries requests and answers over HTTP on loopback, as many at a time as come.</summary>
internal sealed class ApiServer : IAsyncDisposable
{
    private const int MaximumBody = 10 * 1024 * 1024;
    private const int StartAttempts = 20;

    private readonly HttpListener _listener;
    private readonly RequestPipeline _pipeline;
    private readonly RequestLog _log;
    private readonly EmulatorClock _clock;
    private readonly TimeSpan _latency;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _accepting;

    private ApiServer(HttpListener listener, int port, RequestPipeline pipeline, RequestLog log, EmulatorClock clock, TimeSpan latency)
    {
        _listener = listener;
        _pipeline = pipeline;
        _log = log;
        _clock = clock;
        _latency = latency;
        Endpoint = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"));
        _accepting = AcceptAsync();
    }

    public Uri Endpoint { get; }

    public static async Task<ApiServer> StartAsync(
        EmulatorOptions options, RequestPipeline pipeline, RequestLog log, EmulatorClock clock, CancellationToken cancellationToken)
    {
        await LoopbackHosts.RequireAsync(options.Hosts, cancellationToken).ConfigureAwait(false);
        var hosts = options.Hosts.Prepend("127.0.0.1").ToHashSet(StringComparer.OrdinalIgnoreCase);
        if (LoopbackHosts.CanServeLocalhost())
        {
            hosts.Add("localhost");
        }

        for (var attempt = 1; ; attempt++)
        {
            // Between finding a free port and taking it somebody else may have.
            var port = options.Port == 0 ? LoopbackHosts.FreePort() : options.Port;
            var listener = new HttpListener { IgnoreWriteExceptions = true };
            foreach (var host in hosts)
            {
                listener.Prefixes.Add(string.Create(CultureInfo.InvariantCulture, $"http://{host}:{port}/"));
            }

            try
            {
                listener.Start();
                return new ApiServer(listener, port, pipeline, log, clock, options.Latency);
            }
            catch (HttpListenerException) when (options.Port == 0 && attempt < StartAttempts)
            {
                listener.Close();
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        _listener.Abort();
        await _accepting.ConfigureAwait(false);
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var context = await _listener.GetContextAsync().ConfigureAwait(false);
                _ = Task.Run(() => ServeAsync(context, _stop.Token), CancellationToken.None);
            }
            catch (Exception stopped) when (stopped is HttpListenerException or ObjectDisposedException or InvalidOperationException)
            {
                if (!_listener.IsListening)
                {
                    return;
                }
            }
        }
    }

    private async Task ServeAsync(HttpListenerContext context, CancellationToken cancellationToken)
    {
        try
        {
            var requestId = Guid.NewGuid().ToString();
            var request = await ReceiveAsync(context.Request, cancellationToken).ConfigureAwait(false);
            if (_latency > TimeSpan.Zero)
            {
                await Task.Delay(_latency, cancellationToken).ConfigureAwait(false);
            }

            var answer = request is null
                ? new ApiAnswer(Envelope.Error("RequestSizeLimitExceeded", "The request is larger than 10 MB.", requestId)) { ErrorCode = "RequestSizeLimitExceeded" }
                : await _pipeline.AnswerAsync(request, requestId, cancellationToken).ConfigureAwait(false);
            _log.Add(new RecordedRequest(
                _clock.GetUtcNow(), answer.Service, answer.Action, requestId, answer.HttpStatus, answer.ErrorCode, answer.Fault, request?.Text ?? "", request?.Headers ?? Headers(context.Request)));
            await SendAsync(context.Response, answer, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            context.Response.Abort();
        }
        catch (Exception gone) when (gone is HttpListenerException or IOException or ObjectDisposedException)
        {
            // The caller hung up; there is nobody left to tell.
            context.Response.Abort();
        }
    }

    private static async Task<ApiRequest?> ReceiveAsync(HttpListenerRequest request, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await request.InputStream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
        {
            body.Write(buffer, 0, read);
            if (body.Length > MaximumBody)
            {
                return null;
            }
        }

        var rawUrl = request.RawUrl ?? "/";
        var question = rawUrl.IndexOf('?', StringComparison.Ordinal);
        return new ApiRequest(request.HttpMethod, question < 0 ? "" : rawUrl[(question + 1)..], Headers(request), body.ToArray());
    }

    private static Dictionary<string, string> Headers(HttpListenerRequest request) =>
        request.Headers.AllKeys.OfType<string>().ToDictionary(name => name, name => request.Headers[name] ?? "", StringComparer.OrdinalIgnoreCase);

    private async Task SendAsync(HttpListenerResponse response, ApiAnswer answer, CancellationToken cancellationToken)
    {
        if (answer.HttpStatus == 0)
        {
            // Aborted before its first byte, the listener sends an empty 200 all the same; so more is promised than comes.
            response.ContentLength64 = 2;
            await response.OutputStream.WriteAsync(" "u8.ToArray(), cancellationToken).ConfigureAwait(false);
            response.Abort();
            return;
        }

        response.StatusCode = answer.HttpStatus;
        response.ContentType = answer.ContentType;
        response.ContentLength64 = answer.Body.Length;
        // Callers set their clock by it.
        response.Headers["Date"] = _clock.WireTime.ToString("R", CultureInfo.InvariantCulture);
        if (answer.Truncated)
        {
            await response.OutputStream.WriteAsync(answer.Body.AsMemory(0, answer.Body.Length / 2), cancellationToken).ConfigureAwait(false);
            response.Abort();
            return;
        }

        await response.OutputStream.WriteAsync(answer.Body, cancellationToken).ConfigureAwait(false);
        response.Close();
    }
}
