using System.Net;
using TencentCert.Core.Errors;

namespace TencentCert.Core.Client;

/// <summary>Why a failed attempt may be repeated.</summary>
internal enum RetryReason
{
    /// <summary>It may not.</summary>
    None,

    /// <summary>The rate limit refused it before execution.</summary>
    Throttled,

    /// <summary>Another change is under way; nothing was executed.</summary>
    Busy,

    /// <summary>A fault that passes.</summary>
    Transient,

    /// <summary>The clocks differ.</summary>
    WrongTime,

    /// <summary>The key has ended.</summary>
    StaleCredential,
}

/// <summary>Which failure may be repeated for which action. Pure, so that every rule is a line in a test.</summary>
internal static class RetryRules
{
    /// <summary>Judges one failure.</summary>
    public static RetryReason Judge(ApiAction action, ActionEffect effect, TencentCertException failure)
    {
        var code = failure.Code;
        if (IsThrottled(failure))
        {
            return RetryReason.Throttled;
        }

        if (action.BusyCodes.Contains(code))
        {
            return RetryReason.Busy;
        }

        return code switch
        {
            "AuthFailure.SignatureExpire" => RetryReason.WrongTime,
            "AuthFailure.TokenFailure" => RetryReason.StaleCredential,
            ErrorCodes.NotSent => RetryReason.Transient,
            _ when effect != ActionEffect.Once && IsTransient(failure) => RetryReason.Transient,
            _ => RetryReason.None,
        };
    }

    private static bool IsThrottled(TencentCertException failure) =>
        HasPrefix(failure.Code, "RequestLimitExceeded")
        || failure.Code is "LimitExceeded.RateLimitExceeded" or "FailedOperation.ActionOperateTooQuickly"
        || (failure.Code == ErrorCodes.HttpStatus && failure.HttpStatus == HttpStatusCode.TooManyRequests);

    // What answers with a redirect, or with a success that is no answer, does so again.
    private static bool IsTransient(TencentCertException failure) =>
        failure.Code == "ResourceUnavailable"
        || (failure.IsAmbiguous && !(failure.Code == ErrorCodes.HttpStatus && (int?)failure.HttpStatus < 400));

    // "InternalError" and "InternalError.x", but not "InternalErrorish".
    private static bool HasPrefix(string code, string prefix) =>
        code.StartsWith(prefix, StringComparison.Ordinal) && (code.Length == prefix.Length || code[prefix.Length] == '.');
}
