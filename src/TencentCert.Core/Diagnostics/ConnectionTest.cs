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

        var result = await CallAsync(StsActions.GetCallerIdentity, async (api, options) =>
        {
            var caller = await new SecurityTokens(api).IdentifyAsync(options, cancellationToken).ConfigureAwait(false);
            return new(ConnectionProblem.None) { RequestId = caller.RequestId, Account = caller.Account, Arn = caller.Arn };
        }).ConfigureAwait(false);

        // A statement of STS about the key is valid everywhere. If STS is unavailable or forbidden, the SSL service decides.
        if (result.Problem != ConnectionProblem.None && !IsAboutKey(result.Problem))
        {
            result = await CallAsync(SslActions.DescribeCertificates, async (api, options) =>
            {
                var request = new DescribeCertificatesRequest { Limit = 1 };
                var response = await api.SendAsync(SslActions.DescribeCertificates, request, options, cancellationToken)
                    .ConfigureAwait(false);
                return new(ConnectionProblem.None) { RequestId = response.RequestId };
            }).ConfigureAwait(false);
        }

        connection.Account = result.Account;
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

    private async Task<ConnectionTestResult> CallAsync(ApiAction action, Func<ApiClient, ApiCallOptions, Task<ConnectionTestResult>> call)
    {
        TimeSpan? latency = null;
        var api = new ApiClient(connection, attempt =>
        {
            latency = attempt.Duration;
            observer?.Invoke(attempt);
        });
        string? authority = null;
        ConnectionTestResult result;
        try
        {
            authority = connection.Endpoints.Of(action.Service).Authority;

            // Retries would delay the result.
            result = await call(api, new ApiCallOptions { Deadline = api.Clock.GetUtcNow() }).ConfigureAwait(false);
        }
        catch (TencentCertException exception)
        {
            result = Failed(exception);
        }

        return result with { Action = action.ToString(), Latency = latency, Authority = authority };
    }
}
