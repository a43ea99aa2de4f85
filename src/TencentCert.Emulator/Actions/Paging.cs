namespace TencentCert.Emulator.Actions;

/// <summary>Offset and limit of a list. Without other values, the default and the maximum are GAAP's.</summary>
internal static class Paging
{
    /// <summary>The page; a limit above <paramref name="maxLimit"/> is cut down to it.</summary>
    public static IEnumerable<T> Page<T>(
        IEnumerable<T> items, long? offset, long? limit, long defaultLimit = 20, long maxLimit = 100) =>
        items.Skip(Offset(offset)).Take(Limit(limit, defaultLimit, maxLimit));

    /// <summary>The page; a limit above <paramref name="maxLimit"/> is refused.</summary>
    public static IEnumerable<T> StrictPage<T>(
        IEnumerable<T> items, long? offset, long? limit, long defaultLimit = 20, long maxLimit = 100) =>
        items.Skip(Offset(offset)).Take(StrictLimit(limit, defaultLimit, maxLimit));

    public static int Offset(long? offset) => (int)RequireNotNegative(offset ?? 0, "Offset");

    /// <summary>The limit; one above <paramref name="maxLimit"/> is refused.</summary>
    public static int StrictLimit(long? limit, long defaultLimit, long maxLimit)
    {
        ApiErrorException.ThrowIf(limit > maxLimit, "InvalidParameterValue", $"Limit must not exceed {maxLimit}.");
        return Limit(limit, defaultLimit, maxLimit);
    }

    private static int Limit(long? limit, long defaultLimit, long maxLimit) =>
        (int)Math.Min(RequireNotNegative(limit ?? defaultLimit, "Limit"), maxLimit);

    private static long RequireNotNegative(long value, string name) =>
        value is < 0 or > int.MaxValue ? throw new ApiErrorException("InvalidParameterValue", $"{name} must not be negative.") : value;
}
