using TencentCert.Core.Client;
using TencentCert.Core.Credentials;
using TencentCert.Core.Sts;
using TencentCert.Core.Wire;
using TencentCert.Core.Wire.Ssl;

namespace TencentCert.Core.Diagnostics;

/// <summary>
/// Tests a connection with one cheap call: the identity of the key, or a read of one certificate if STS does not return it.
/// </summary>
/// <param name="connection">What to try.</param>
/// <param name="observer">Called for every attempt, on any thread.</param>
public sealed class ConnectionTest(TencentCertConnection connection, Action<ApiAttempt>? observer = null)
{
    private TimeProvider Clock => connection.Options.Clock;

    /// <summary>Makes the call; a failure is in the result.</summary>
    /// <param name="cancellationToken">Stops the test.</param>
    public async Task<ConnectionTestResult> RunAsync(CancellationToken cancellationToken = default)
    {
        FoundCredential key;
        try
        {
            key = await connection.Credentials.GetAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (TencentCertException exception)
        {
            return Failed(exception);
        }

        var identity = await CallAsync(StsActions.GetCallerIdentity, IdentifyAsync, cancellationToken).ConfigureAwait(false);

        // A statement of STS about the key is valid everywhere. If STS is unavailable or forbidden, the SSL service decides.
        var result = identity.Problem == ConnectionProblem.None || IsAboutKey(identity.Problem)
            ? identity
            : await CallAsync(SslActions.DescribeCertificates, ReadCertificateAsync, cancellationToken).ConfigureAwait(false);
        connection.SetAccount(result.Account);
        return result with { Key = connection.Credentials.Current ?? key };
    }

    /// <summary>The problem that an error of a connection indicates.</summary>
    public static ConnectionProblem ProblemOf(TencentCertException failure)
    {
        ArgumentNullException.ThrowIfNull(failure);
        return failure.Code switch
        {
            ErrorCodes.NoCredential => ConnectionProblem.NoKey,
            ErrorCodes.InvalidCredential => ConnectionProblem.UnusableKey,
            ErrorCodes.CredentialExpired or "AuthFailure.TokenFailure" => ConnectionProblem.KeyExpired,
            "AuthFailure.SecretIdNotFound" or "AuthFailure.InvalidSecretId" => ConnectionProblem.UnknownSecretId,
            "AuthFailure.SignatureFailure" => ConnectionProblem.WrongSecretKey,
            "AuthFailure.SignatureExpire" => ConnectionProblem.WrongClock,
            "AuthFailure.MFAFailure" => ConnectionProblem.SecondFactor,
            ErrorCodes.InvalidEndpoint => ConnectionProblem.WrongEndpoint,
            ErrorCodes.NotSent => ConnectionProblem.Unreachable,
            ErrorCodes.ProxyRefused => ConnectionProblem.ProxyRefused,
            ErrorCodes.AnswerLost => ConnectionProblem.NoAnswer,
            ErrorCodes.UnreadableAnswer or ErrorCodes.HttpStatus => ConnectionProblem.NotTheService,
            _ when failure.Action is { } action
                && (action == StsActions.AssumeRole.ToString() || action == StsActions.AssumeRoleWithWebIdentity.ToString())
                => ConnectionProblem.RoleRefused,
            "AuthFailure.UnauthorizedOperation" or "IpInBlacklist" or "IpNotInWhitelist" => ConnectionProblem.NotPermitted,
            var code when code.StartsWith("UnauthorizedOperation", StringComparison.Ordinal) => ConnectionProblem.NotPermitted,
            var code when code.StartsWith("RequestLimitExceeded", StringComparison.Ordinal) => ConnectionProblem.Throttled,
            _ => ConnectionProblem.Other,
        };
    }

    /// <summary>The result of a connection that could not even be made.</summary>
    public static ConnectionTestResult Failed(TencentCertException failure) =>
        new(ProblemOf(failure)) { Failure = failure, RequestId = failure.RequestId, Action = failure.Action };

    private static bool IsAboutKey(ConnectionProblem problem) => problem
        is ConnectionProblem.UnknownSecretId or ConnectionProblem.WrongSecretKey or ConnectionProblem.KeyExpired
        or ConnectionProblem.WrongClock or ConnectionProblem.SecondFactor or ConnectionProblem.RoleRefused or ConnectionProblem.UnusableKey;

    private string? AuthorityOf(ApiAction action)
    {
        try
        {
            return connection.Endpoints.Of(action.Service).Authority;
        }
        catch (TencentCertException)
        {
            // An endpoint that cannot be used; the result reports it.
            return null;
        }
    }

    private async Task<ConnectionTestResult> CallAsync(
        ApiAction action, Func<ApiClient, ApiCallOptions, CancellationToken, Task<ConnectionTestResult>> call,
        CancellationToken cancellationToken)
    {
        TimeSpan? latency = null;
        var api = new ApiClient(connection, attempt =>
        {
            latency = attempt.Duration;
            observer?.Invoke(attempt);
        });
        try
        {
            // Retries would delay the result.
            var options = new ApiCallOptions { Deadline = Clock.GetUtcNow() };
            var result = await call(api, options, cancellationToken).ConfigureAwait(false);
            return result with { Action = action.ToString(), Latency = latency, Authority = AuthorityOf(action) };
        }
        catch (TencentCertException exception)
        {
            return Failed(exception) with { Latency = latency, Action = action.ToString(), Authority = AuthorityOf(action) };
        }
    }

    private static async Task<ConnectionTestResult> IdentifyAsync(
        ApiClient api, ApiCallOptions options, CancellationToken cancellationToken)
    {
        var identity = await new SecurityTokens(api).IdentifyAsync(options, cancellationToken).ConfigureAwait(false);
        return new ConnectionTestResult(
            ConnectionProblem.None) { RequestId = identity.RequestId, Account = identity.Account, Arn = identity.Arn };
    }

    private static async Task<ConnectionTestResult> ReadCertificateAsync(
        ApiClient api, ApiCallOptions options, CancellationToken cancellationToken)
    {
        var response = await api.SendAsync(
            SslActions.DescribeCertificates, new DescribeCertificatesRequest { Limit = 1 }, options, cancellationToken)
            .ConfigureAwait(false);
        return new ConnectionTestResult(ConnectionProblem.None) { RequestId = response.RequestId };
    }
}
