using System.Globalization;
using TencentCert.Core.Api;
using TencentCert.Strings;

namespace TencentCert.Pipeline;

/// <summary>A line of <c>-Verbose</c> for each attempt of a call.</summary>
internal static class AttemptLine
{
    /// <summary>What happened, without any content.</summary>
    public static string Of(ApiAttempt attempt)
    {
        var line = string.Create(
            CultureInfo.InvariantCulture,
            $"{attempt.Action} attempt {attempt.Attempt}, {attempt.Duration.TotalMilliseconds:F0} ms, {attempt.Code ?? "OK"}, RequestId {attempt.RequestId ?? "-"}");
        line = attempt.Pause is { } pause ? string.Create(CultureInfo.InvariantCulture, $"{line}; again in {pause.TotalMilliseconds:F0} ms") : line;
        return attempt.RenewalFailure is { } failure ? $"{line}; {Messages.Text("KeyNotRenewed", failure.Message)}" : line;
    }
}
