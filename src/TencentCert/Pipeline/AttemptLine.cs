using System.Globalization;
using TencentCert.Core.Client;
using TencentCert.Strings;

namespace TencentCert.Pipeline;

/// <summary>A line of <c>-Verbose</c> for each attempt of a call.</summary>
internal static class AttemptLine
{
    /// <summary>What happened, without any content.</summary>
    public static string Of(ApiAttempt attempt)
    {
        var line = Messages.Text("Attempt", attempt.Action, attempt.Attempt, Milliseconds(attempt.Duration), attempt.Code ?? "OK", attempt.RequestId ?? "-");
        line = attempt.Pause is { } pause ? Messages.Text("AttemptAgain", line, Milliseconds(pause)) : line;
        return attempt.RenewalFailure is { } failure ? $"{line}; {Messages.Text("KeyNotRenewed", failure.Message)}" : line;
    }

    private static string Milliseconds(TimeSpan time) => time.TotalMilliseconds.ToString("F0", CultureInfo.InvariantCulture);
}
