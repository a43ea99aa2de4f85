using TencentCert.Core.Json;

namespace TencentCert.Core.Ssl;

/// <summary>Sends a call that changes an order or certificate once, and returns its state afterwards.</summary>
internal sealed class SslOrderCall(ApiClient client)
{
    private readonly SslCertificateReader _certificates = new(client);
    private readonly OnceCall _once = new(client);

    /// <summary>
    /// Sends the call. If its response is lost, the state of the order decides. A response for which <paramref name="accept"/> returns
    /// false is a refusal; after null, the state is read. Without <paramref name="accept"/>, every response is a success.
    /// </summary>
    public async Task<SslOrderChange> RunAsync<TRequest, TResponse>(
        ApiAction<TRequest, TResponse> action, TRequest request, SslCertificate before, Func<SslCertificateStatus, bool> isDone,
        CancellationToken cancellationToken, Func<ApiAnswer<TResponse>, bool?>? accept = null)
        where TRequest : class, IWireRequest
        where TResponse : class, IWireResponse<TResponse>
    {
        var change = await _once.RunAsync(
            action, request,
            answer => (accept is null ? true : accept(answer)) switch
            {
                true => SslOrderChange.From(before, SslChangeState.Changed, answer.RequestId),
                null => null,
                false => throw new TencentCertException(
                    ErrorCodes.FailedState,
                    $"{action.Name} answered that it did not succeed for {before.CertificateId}, which is {before.Status}.")
                {
                    Action = action.ToString(), RequestId = answer.RequestId,
                },
            },
            async token =>
            {
                var now = await _certificates.GetAsync(before.CertificateId, token).ConfigureAwait(false);
                return isDone(now.Status) ? SslOrderChange.From(now, SslChangeState.Changed, recovered: true) : null;
            },
            Wording.Of($"Check with Get-SslCertificate {before.CertificateId}; it was {before.Status}."),
            cancellationToken: cancellationToken).ConfigureAwait(false);
        return change.Recovered ? change : await change.WithCurrentStateAsync(_certificates, cancellationToken).ConfigureAwait(false);
    }
}
