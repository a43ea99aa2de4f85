using TencentCert.Core.Json;

namespace TencentCert.Core.Client;

/// <summary>
/// Sends a call that must run once. If its response is lost or incomplete, the service's state is read to find the effect; the call is
/// never sent a second time.
/// </summary>
internal sealed class OnceCall(ApiClient client)
{
    /// <summary>Maximum difference between the clocks: the service may date an effect slightly before its call.</summary>
    public static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(5);

    private const int MaxPolls = 5;

    /// <summary>
    /// The one effect that was created since, among the objects that match what was sent; null when nothing matches.
    /// <paramref name="madeAt"/> is a match's creation time according to the service, null where it is unknown.
    /// </summary>
    /// <exception cref="TencentCertException"><see cref="ErrorCodes.OutcomeUnknown"/>: several match, or the match was created before the
    /// call by the service's clock; the message names them.</exception>
    public static T? Single<T>(
        IReadOnlyList<T> matches, Func<T, string> identity, Func<T, DateTimeOffset?> madeAt, DateTimeOffset since, string howToCheck)
        where T : class
    {
        List<T> made = [.. matches.Where(match => !(madeAt(match) < since))];
        return made.Count switch
        {
            1 => made[0],
            0 when matches.Count == 0 => null,
            0 => throw Unknown(
                $"The response was lost. {Wording.List(matches.Select(identity))} appeared since and may be its effect, but is dated "
                + $"before the call. It was sent once and will not be sent again. {howToCheck}"),
            _ => throw Unknown(
                $"The response was lost, and each of {Wording.List(made.Select(identity))} may be its effect. It was sent once and will "
                + $"not be sent again. {howToCheck}"),
        };

        static TencentCertException Unknown(Wording message) => new(ErrorCodes.OutcomeUnknown, message) { MayHaveTakenEffect = true };
    }

    /// <summary>
    /// Sends the call. <paramref name="read"/> gives null for a response without the result. <paramref name="findEffect"/> compares the
    /// service's state with the state before; null when there is no effect. <paramref name="howToCheck"/> is a sentence for the user.
    /// </summary>
    /// <exception cref="TencentCertException">
    /// The service refused; or <see cref="ErrorCodes.OutcomeUnknown"/>: the response was lost and no effect was found.
    /// </exception>
    public async Task<T> RunAsync<TRequest, TResponse, T>(
        ApiAction<TRequest, TResponse> action, TRequest request, Func<ApiAnswer<TResponse>, T?> read,
        Func<CancellationToken, Task<T?>> findEffect, string howToCheck, ApiCallOptions? options = null,
        CancellationToken cancellationToken = default)
        where TRequest : class, IWireRequest
        where TResponse : class, IWireResponse<TResponse>
        where T : class
    {
        TencentCertException? lost = null;
        string? requestId = null;
        try
        {
            var answer = await client.SendAsync(action, request, options, cancellationToken).ConfigureAwait(false);
            requestId = answer.RequestId;
            if (read(answer) is { } result)
                return result;
        }
        catch (TencentCertException failure) when (failure.MayHaveTakenEffect)
        {
            lost = failure;
        }

        TencentCertException? pollFailure = null;
        var polling = new Polling(client.Clock, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(8)) { Growth = 2 };
        for (var polls = 0; polls < MaxPolls; polls++)
        {
            if (polls > 0)
                await polling.PauseAsync(cancellationToken).ConfigureAwait(false);

            try
            {
                if (await findEffect(cancellationToken).ConfigureAwait(false) is { } found)
                    return found;

                pollFailure = null;
            }
            catch (TencentCertException failure) when (failure.Code != ErrorCodes.OutcomeUnknown)
            {
                // Reading again has no side effect.
                pollFailure = failure;
            }
        }

        var cause = lost switch
        {
            null => Wording.Of($"The service accepted {action.Name} without reporting a result"),
            { IsBusyAuthority: true } =>
                Wording.Of($"The certificate authority was busy when {action.Name} was called ({lost.Code}: {lost.Message})"),
            _ => Wording.Of($"The response to {action.Name} was lost ({lost.Code})"),
        };
        var effect = pollFailure is null
            ? Wording.Of($"no effect shows")
            : Wording.Of($"the check for its effect failed ({pollFailure.Code}: {pollFailure.Message})");
        var times = lost?.Attempt is > 1 and var attempts ? Wording.Of($"{attempts} times") : Wording.Of($"once");
        throw new TencentCertException(
            ErrorCodes.OutcomeUnknown,
            $"{cause}, and {effect}. It was sent {times} and will not be sent again. {howToCheck}",
            lost ?? pollFailure)
        {
            Action = action.ToString(), RequestId = lost?.RequestId ?? requestId, Attempt = lost?.Attempt ?? 1, MayHaveTakenEffect = true,
        };
    }
}
