using System.Net.Sockets;

namespace TencentCert.Emulator.Http;

/// <summary>Serves the API over HTTP on loopback.</summary>
internal sealed class ApiServer(
    EmulatorOptions options,
    LoopbackHosts hosts,
    Func<ApiRequest, string, CancellationToken, Task<ApiResponse>> handler,
    RequestLog log,
    EmulatorClock clock)
{

    // The status tells a client that waits for 100 Continue not to send its body.
    private static ApiResponse ErrorResponse(ApiErrorException error, string requestId) =>
        new(Envelope.Error(error.Code, error.Message, requestId))
            { HttpStatus = error.Code == HttpConnection.MalformedRequest ? 400 : 413 };

    public async Task ServeAsync(Socket socket, CancellationToken stop)
    {
        using var connection = new HttpConnection(socket);
        try
        {
            socket.NoDelay = true;
            while (await ServeRequestAsync(connection, stop).ConfigureAwait(false))
            {
            }
        }
        catch (Exception exception)
            when (exception is IOException or SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // The client disconnected or sent no HTTP, or the emulator stops: no response is possible.
            connection.Abort();
        }
    }

    private Task DelayAsync(CancellationToken stop)
    {
        var delay = (options.Latency + (options.Jitter * ((2 * Random.Shared.NextDouble()) - 1))) / 2;
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
            await connection.WriteResponseAsync(ErrorResponse(exception, requestId), clock.WireTime, stop).ConfigureAwait(false);
            return false;
        }

        if (request is null)
            return false;

        // Each direction has its own delay, as in a network.
        await DelayAsync(stop).ConfigureAwait(false);
        var response = hosts.Contains(request.Header("Host"))
            ? await handler(request, requestId, stop).ConfigureAwait(false)
            : new ApiResponse("No such host.\n"u8.ToArray()) { HttpStatus = 404, ContentType = "text/plain" };
        await DelayAsync(stop).ConfigureAwait(false);
        log.Add(new RecordedRequest(
            clock.GetUtcNow(), response.Service, response.Action, requestId, response.HttpStatus, response.ErrorCode, response.Fault,
            RecordedText.WithoutSecrets(request.Text), RecordedText.WithoutSecrets(request.Headers)));
        if (response.HttpStatus == 0)
        {
            connection.Abort();
            return false;
        }

        await connection.WriteResponseAsync(response, clock.WireTime, stop).ConfigureAwait(false);
        return !response.Truncated && request.Header("Connection")?.Contains("close", StringComparison.OrdinalIgnoreCase) != true;
    }
}
