using System.Globalization;

namespace TencentCert.Pipeline;

/// <summary>The <c>-Verbose</c> line of one attempt of a call.</summary>
internal static class AttemptLine
{
    /// <summary>The outcome, without any content of request or response.</summary>
    public static string Of(ApiAttempt attempt)
    {
        var line = Wording.Of(
            $"{attempt.Action} attempt {attempt.Attempt}, {Milliseconds(attempt.Duration)} ms, {attempt.Code ?? "OK"}, RequestId "
            + $"{attempt.RequestId ?? "-"}");
        line = attempt.Pause is { } pause ? Wording.Of($"{line}; again in {Milliseconds(pause)} ms") : line;
        return attempt.RenewalFailure is { } failure ?
            $"{line}; {Wording.Of($"the key is about to end and could not be renewed: {failure.Message}")}" : line;
    }

    private static string Milliseconds(TimeSpan time) => time.TotalMilliseconds.ToString("F0", CultureInfo.InvariantCulture);
}
