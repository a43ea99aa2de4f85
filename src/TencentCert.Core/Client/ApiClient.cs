using System.Buffers;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using TencentCert.Core.Credentials;
using TencentCert.Core.Json;

namespace TencentCert.Core.Client;

/// <summary>
/// Sends actions over a connection: waits for the rate limit, signs, sends, reads the envelope and retries where allowed.
/// Instances are cheap; create one for each observer.
/// </summary>
/// <param name="connection">Endpoint and credentials.</param>
/// <param name="observer">Called for every attempt, on any thread.</param>
public sealed class ApiClient(TencentCertConnection connection, Action<ApiAttempt>? observer = null)
{
    /// <summary>The longest body that the services accept, in bytes.</summary>
    public const int MaximumBodyBytes = 10 * 1024 * 1024;

    private const int InitialBodyBytes = 256;

    private static readonly string UserAgent = "TencentCert-" + typeof(ApiClient).Assembly.GetName().Version?.ToString(3);

    /// <summary>The connection.</summary>
    public TencentCertConnection Connection => connection;

    /// <summary>Time.</summary>
    public TimeProvider Clock => connection.Options.Clock;

    /// <summary>Calls an action and waits for the response.</summary>
    /// <param name="action">Action from a service's table.</param>
    /// <param name="request">Body.</param>
    /// <param name="options">Deadline and effect of this call.</param>
    /// <param name="cancellationToken">Stops waiting at once. A request already sent may still be executed.</param>
    /// <exception cref="TencentCertException">The service refused, no response came, or the site lacks the action.</exception>
    public async Task<ApiAnswer<TResponse>> SendAsync<TRequest, TResponse>(
        ApiAction<TRequest, TResponse> action, TRequest request, ApiCallOptions? options = null,
        CancellationToken cancellationToken = default)
        where TRequest : class, IWireRequest
        where TResponse : class, IWireResponse<TResponse>
    {
        ArgumentNullException.ThrowIfNull(action);
        ArgumentNullException.ThrowIfNull(request);
        var body = Body(request);
        Preflight(action, body);
        var effect = options?.Effect ?? action.Effect;
        var limit = connection.LimitOf(action);
        int[]? failures = null;
        var deadline = options?.Deadline;
        TencentCertException? lost = null;

        // The limiter belongs to the key, so the key comes first.
        var firstKey = connection.Credentials.Current is null
            ? await connection.Credentials.GetAsync(cancellationToken).ConfigureAwait(false)
            : null;
        var limiter = connection.LimiterOf(action);
        for (var attempt = 1; ; attempt++)
        {
            if (attempt > 1 || options?.HasSlot != true)
                await limiter.WaitAsync(limit, cancellationToken).ConfigureAwait(false);

            var key = firstKey
                ?? await ResolveKeyAsync(connection.Credentials.GetAsync(cancellationToken), attempt - 1, lost).ConfigureAwait(false);
            firstKey = null;
            var started = Clock.GetTimestamp();
            var slot = limiter.MarkSent();
            var outcome = await AttemptAsync(action, body, key, options?.Region, () => limiter.RecordSending(slot), cancellationToken)
                .ConfigureAwait(false);
            limiter.RecordResponse(slot);
            var duration = Clock.GetElapsedTime(started);
            if (outcome.Failure is not { } failure)
            {
                Report(action, attempt, duration, key, outcome.RequestId, null, null);
                return new ApiAnswer<TResponse>(outcome.Value!, outcome.RequestId ?? "", attempt);
            }

            var reason = RetryRules.Classify(action, effect, failure);
            if (reason == RetryReason.Throttled)
                limiter.RecordRefusal(slot, limit);

            lost = effect != ActionEffect.Read && failure.IsAmbiguous ? failure : lost;
            var count = ++(failures ??= new int[Enum.GetValues<RetryReason>().Length])[(int)reason];
            deadline ??= Clock.GetUtcNow() + connection.Options.RetryTimeout;
            var pause = reason is RetryReason.WrongTime or RetryReason.StaleCredential
                ? TimeSpan.Zero
                : failure.RetryAfter ?? Backoff.Pause(reason, count, Random.Shared.NextDouble());
            var isBeforeDeadline = pause <= deadline - Clock.GetUtcNow();
            if ((reason == RetryReason.Busy && options?.RepeatWhenBusy == false)
                || !CanRetry(reason, count, isBeforeDeadline, outcome.ServerTime))
            {
                Report(action, attempt, duration, key, failure.RequestId, failure.Code, null);

                // The last attempt may report "not sent" although an earlier one was sent.
                throw Copy(failure.Code == ErrorCodes.NotSent ? lost ?? failure : failure, attempt, lost is not null, null);
            }

            if (reason == RetryReason.WrongTime)
                connection.UpdateServerTime(outcome.ServerTime!.Value);
            else if (reason == RetryReason.StaleCredential)
                await ResolveKeyAsync(connection.Credentials.RenewAsync(key, cancellationToken), attempt, lost).ConfigureAwait(false);

            Report(action, attempt, duration, key, failure.RequestId, failure.Code, pause);
            await Task.Delay(pause, Clock, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Waits for a slot of the rate limiter before the caller decides what to send.</summary>
    internal Task AcquireSlotAsync(ApiAction action, CancellationToken cancellationToken) =>
        connection.LimiterOf(action).WaitAsync(connection.LimitOf(action), cancellationToken);

    /// <summary>Takes a slot of the rate limiter if one is free now.</summary>
    internal bool TryAcquireSlot(ApiAction action) => connection.LimiterOf(action).TryTakeSlot(connection.LimitOf(action));

    internal void ReturnSlot(ApiAction action) => connection.LimiterOf(action).ReturnSlot();

    // A missing key for the next attempt does not change whether an earlier attempt was sent.
    private static async ValueTask<FoundCredential> ResolveKeyAsync(
        ValueTask<FoundCredential> pendingKey, int attempts, TencentCertException? lost)
    {
        try
        {
            return await pendingKey.ConfigureAwait(false);
        }
        catch (TencentCertException failure) when (lost is not null)
        {
            throw Copy(failure, attempts, mayHaveTakenEffect: true, null);
        }
    }

    private void Report(
        ApiAction action, int attempt, TimeSpan duration, FoundCredential key, string? requestId, string? code, TimeSpan? pause) =>
        observer?.Invoke(
            new ApiAttempt(action.ToString(), attempt, duration, requestId, code, pause) { RenewalFailure = key.RenewalFailure });

    private bool CanRetry(RetryReason reason, int count, bool isBeforeDeadline, DateTimeOffset? serverTime) => reason switch
    {
        RetryReason.Throttled or RetryReason.Busy => isBeforeDeadline,
        RetryReason.Transient => isBeforeDeadline && count <= connection.Options.MaximumRetryCount,
        RetryReason.WrongTime => count == 1 && serverTime is not null,
        RetryReason.StaleCredential => count == 1,
        _ => false,
    };

    private static ReadOnlyMemory<byte> Body(IWireRequest request)
    {
        var bytes = new ArrayBufferWriter<byte>(InitialBodyBytes);
        using var json = new Utf8JsonWriter(bytes);
        request.Write(json);
        json.Flush();
        return bytes.WrittenMemory;
    }

    // Calls that the international site lacks are refused before anything is sent.
    private void Preflight(ApiAction action, ReadOnlyMemory<byte> body)
    {
        if (body.Length > MaximumBodyBytes)
        {
            throw new TencentCertException(ErrorCodes.InvalidParameter,
                $"{action}: the request has {body.Length} bytes; the service takes {MaximumBodyBytes}.");
        }

        if (connection.Endpoints.Site != TencentSite.International)
            return;

        if (action.ChinaOnly)
            throw NotOnSite($"The international site has no {action.Name}.");

        if (action.ChinaOnlyParameters.Count == 0)
            return;

        using var document = JsonDocument.Parse(body);
        if (action.ChinaOnlyParameters.FirstOrDefault(name => document.RootElement.TryGetProperty(name, out _)) is { } parameter)
            throw NotOnSite($"The international site's {action.Name} has no parameter {parameter}. Leave it out.");

        TencentCertException NotOnSite(Wording message) => new(ErrorCodes.NotOnInternationalSite, message) { Action = action.ToString() };
    }

    private async Task<Outcome<TResponse>> AttemptAsync<TRequest, TResponse>(
        ApiAction<TRequest, TResponse> action, ReadOnlyMemory<byte> body, FoundCredential key, string? region, Action sending,
        CancellationToken cancellationToken)
        where TRequest : class, IWireRequest
        where TResponse : class, IWireResponse<TResponse>
    {
        using var content = new SignedBody(body, sending);
        using var message = Message(action, content, body, key.Credential, region ?? connection.Options.Region);
        using var timeout = new CancellationTokenSource(connection.Options.AttemptTimeout, Clock);
        using var stop = cancellationToken.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), timeout);
        try
        {
            using var response = await ApiTransport.For(connection.Endpoints).SendAsync(message, timeout.Token).ConfigureAwait(false);
            var bytes = await AnswerContent.ReadAsync(response.Content, timeout.Token).ConfigureAwait(false);
            var value = ApiEnvelope.Read<TResponse>(action, response.StatusCode, bytes, out var requestId, out var failure);
            if (failure is not null && RetryAfterHeader.Pause(response, connection.ServerTime) is { } pause)
                failure = Copy(failure, failure.Attempt, failure.MayHaveTakenEffect, pause);

            return new Outcome<TResponse>(value, requestId, failure, failure is null ? null : response.Headers.Date);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
#pragma warning disable CA1031 // Not swallowed: the caller must know whether the request may have been executed.
        catch (Exception problem)
#pragma warning restore CA1031
        {
            return new Outcome<TResponse>(
                null, null, TransportFailure(action, message.RequestUri!, content.WasSent, problem, timeout.IsCancellationRequested), null);
        }
    }

    private HttpRequestMessage Message(
        ApiAction action, SignedBody content, ReadOnlyMemory<byte> body, TencentCredential credential, string? region)
    {
        var (uri, host) = connection.Endpoints.AddressOf(action.Service);
        var timestamp = connection.ServerTime.ToUnixTimeSeconds();
        var authorization = Tc3Signature.Authorization(
            new Tc3Request(action.Service.Name, host, SignedBody.MediaType, timestamp, body, action.Name), credential);
        var message = new HttpRequestMessage(HttpMethod.Post, uri) { Content = content };
        var headers = message.Headers;
        headers.TryAddWithoutValidation("Accept-Encoding", AnswerContent.Encodings);
        headers.TryAddWithoutValidation("Authorization", authorization);
        headers.TryAddWithoutValidation("X-TC-Action", action.Name);
        headers.TryAddWithoutValidation("X-TC-Version", action.Service.Version);
        headers.TryAddWithoutValidation("X-TC-Timestamp", timestamp.ToString(CultureInfo.InvariantCulture));
        headers.TryAddWithoutValidation("X-TC-Language", connection.Options.Language);
        headers.TryAddWithoutValidation("X-TC-RequestClient", UserAgent);
        if (!string.IsNullOrEmpty(region))
            headers.TryAddWithoutValidation("X-TC-Region", region);

        if (credential.Token is { } token)
            headers.TryAddWithoutValidation("X-TC-Token", token);

        return message;
    }

    private TencentCertException TransportFailure(ApiAction action, Uri uri, bool wasSent, Exception problem, bool timedOut)
    {
        var proxy = wasSent ? null : ProxyRoute.Of(connection.Endpoints, uri);
        var refusal = ProxyRoute.RefusalStatus(problem);

        // The platform's message about a proxy response repeats the proxy's address with the password; the SOCKS message is an inner
        // exception and does not.
        var cause = timedOut ? Wording.Of($"no response in time")
            : refusal > 0
            ? string.Create(CultureInfo.InvariantCulture, $"HTTP {refusal}")
            : IsProxyTunnelFailure(problem) && problem.InnerException is null
            ? Wording.Of($"the proxy made no connection")
            : problem.GetBaseException().Message;
        var inner = proxy is null && !IsProxyTunnelFailure(problem) ? problem : null;
        return (wasSent, proxy) switch
        {
            (true, _) when !IsOfTransport(problem) => Failure(ErrorCodes.UnreadableAnswer,
                $"{uri.Authority}: the request was sent and its response cannot be read ({problem.GetType().Name})."),
            (true, _) => Failure(ErrorCodes.AnswerLost, $"{uri.Authority}: the request was sent and its response was lost ({cause})."),
            (_, not null) when refusal is >= 400 and < 500 => Failure(ErrorCodes.ProxyRefused,
                $"The proxy {proxy.Authority}, configured in {proxy.Setting}, refused the connection to {uri.Authority} ({cause}). "
                + $"Nothing was sent."),
            (_, not null) => Failure(ErrorCodes.NotSent,
                $"No connection to {uri.Authority} through the proxy {proxy.Authority}, configured in {proxy.Setting} ({cause}). "
                + $"Nothing was sent."),
            _ when ProxyRoute.IgnoredVariable(connection.Endpoints, uri) is { } setting => Failure(ErrorCodes.NotSent,
                $"{uri.Authority}: no connection ({cause}). The value of {setting} is not the address of a proxy, so none was used. "
                + $"Nothing was sent."),
            _ => Failure(ErrorCodes.NotSent, $"{uri.Authority}: no connection ({cause}). Nothing was sent."),
        };

        TencentCertException Failure(string code, Wording message) => new(code, message, inner) { Action = action.ToString() };
    }

    // A connection that is reset right after it was opened surfaces as a bare SocketException.
    private static bool IsOfTransport(Exception problem) =>
        problem is HttpRequestException or SocketException or IOException or InvalidDataException or OperationCanceledException;

    private static bool IsProxyTunnelFailure(Exception problem) =>
        problem is HttpRequestException { HttpRequestError: HttpRequestError.ProxyTunnelError };

    private static TencentCertException Copy(TencentCertException failure, int attempt, bool mayHaveTakenEffect, TimeSpan? retryAfter) =>
        new(failure.Code, Wording.Verbatim(failure.Message), failure.InnerException)
        {
            Action = failure.Action, RequestId = failure.RequestId, HttpStatus = failure.HttpStatus,
            Attempt = attempt, MayHaveTakenEffect = mayHaveTakenEffect, RetryAfter = retryAfter,
        };

    private sealed record Outcome<TResponse>(TResponse? Value, string? RequestId, TencentCertException? Failure, DateTimeOffset? ServerTime)
        where TResponse : class;
}
