using System.Globalization;
using System.Text.RegularExpressions;
using TencentCert.Emulator.Actions;
using TencentCert.Emulator.Faults;

namespace TencentCert.Emulator.CommandLine;

/// <summary>Reads <c>ACTION:KIND[:COUNT]</c>.</summary>
internal static partial class FaultParser
{
    /// <summary>Adds the fault to a plan, and returns the plan.</summary>
    public static FaultPlan AddTo(FaultPlan plan, string text)
    {
        var parts = text.Split(':');
        if (parts.Length is < 2 or > 3)
            throw new CommandLineException($"'{text}' is not ACTION:KIND[:COUNT].");

        if (parts[0] != FaultPlan.AnyAction && !ActionHandlers.Declares(parts[0]))
            throw new CommandLineException($"'{parts[0]}' is not an action.");

        var (action, kind, count) = (parts[0], parts[1], parts.Length == 3 ? parts[2] : "1");

        // lose-answer and LoseAnswer are the same.
        if (Enum.TryParse<FaultKind>(kind.Replace("-", "", StringComparison.Ordinal), ignoreCase: true, out var known)
            && known != FaultKind.ErrorCode && !char.IsAsciiDigit(kind[0]))
        {
            return count.EndsWith('%')
                ? plan.AddProbability(known, ParseProbability(count), action)
                : plan.Add(action, known, ParseCount(count));
        }

        return ErrorCodePattern().IsMatch(kind)
            ? plan.AddError(action, kind, count: ParseCount(count))
            : throw new CommandLineException($"'{kind}' is neither a fault nor an error code.");
    }

    private static double ParseProbability(string text) =>
        double.TryParse(text[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent) && percent <= 100
            ? percent / 100
            : throw new CommandLineException($"'{text}' is not a share from 0% to 100%.");

    private static int ParseCount(string text) =>
        text == "*" ? int.MaxValue
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0 ? count
        : throw new CommandLineException($"'{text}' is not a count.");

    // A single word is a code only if it is a common one: another one is a misspelt fault.
    [GeneratedRegex(
        @"^([A-Z][A-Za-z]+(\.[A-Z][A-Za-z0-9]*)+|AuthFailure|DryRunOperation|FailedOperation|InternalError|InvalidParameter"
        + "|InvalidParameterValue|LimitExceeded|MissingParameter|OperationDenied|RequestLimitExceeded|ResourceInUse|ResourceInsufficient"
        + "|ResourceNotFound|ResourceUnavailable|ResourcesSoldOut|ServiceUnavailable|UnauthorizedOperation|UnknownParameter"
        + "|UnsupportedOperation|UnsupportedRegion)$",
        RegexOptions.CultureInvariant)]
    private static partial Regex ErrorCodePattern();
}
