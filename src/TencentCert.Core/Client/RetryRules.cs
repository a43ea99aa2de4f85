using System.Net;

namespace TencentCert.Core.Client;

/// <summary>Why a failed attempt may be retried.</summary>
internal enum RetryReason
{
    None,

    /// <summary>Refused by the rate limit before execution.</summary>
    Throttled,

    /// <summary>Another change is in progress; nothing was executed.</summary>
    Busy,

    Transient,
    WrongTime,
    StaleCredential,
}

/// <summary>Which failure may be retried for which action. A pure function, so every rule is one line of a test.</summary>
internal static class RetryRules
{
    public static RetryReason Classify(ApiAction action, ActionEffect effect, TencentCertException failure) =>
        failure.Code switch
        {
            _ when IsThrottled(failure) => RetryReason.Throttled,
            var code when action.BusyCodes.Contains(code) => RetryReason.Busy,
            "AuthFailure.SignatureExpire" => RetryReason.WrongTime,
            "AuthFailure.TokenFailure" => RetryReason.StaleCredential,
            ErrorCodes.NotSent => RetryReason.Transient,
            _ when effect != ActionEffect.Once && IsTransient(failure) => RetryReason.Transient,
            _ => RetryReason.None,
        };

    private static bool IsThrottled(TencentCertException failure) =>
        HasPrefix(failure.Code, "RequestLimitExceeded")
        || failure.Code is "LimitExceeded.RateLimitExceeded" or "FailedOperation.ActionOperateTooQuickly"
        || (failure.Code == ErrorCodes.HttpStatus && failure.HttpStatus == HttpStatusCode.TooManyRequests);

    // A redirect, or a success without a response, would be the same after a retry.
    private static bool IsTransient(TencentCertException failure) =>
        failure.Code == "ResourceUnavailable"
        || (failure.IsAmbiguous && !(failure.Code == ErrorCodes.HttpStatus && (int?)failure.HttpStatus < 400));

    // "InternalError" and "InternalError.x", but not "InternalErrorish".
    private static bool HasPrefix(string code, string prefix) =>
        code.StartsWith(prefix, StringComparison.Ordinal) && (code.Length == prefix.Length || code[prefix.Length] == '.');
}
