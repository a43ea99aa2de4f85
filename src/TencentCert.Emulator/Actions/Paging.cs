using TencentCert.Emulator.Errors;

namespace TencentCert.Emulator.Actions;

/// <summary>Offset and limit of a list.</summary>
internal static class Paging
{
    public static int Offset(long? offset) => (int)NotNegative(offset ?? 0, "Offset");

    /// <summary>A limit that is cut down to the largest one.</summary>
    public static int Limit(long? limit, long byDefault, long largest) => (int)Math.Min(NotNegative(limit ?? byDefault, "Limit"), largest);

    /// <summary>A limit that is refused beyond the largest one.</summary>
    public static int StrictLimit(long? limit, long byDefault, long largest) =>
        limit > largest
            ? throw new ApiErrorException("InvalidParameterValue", $"Limit must not exceed {largest}.")
            : Limit(limit, byDefault, largest);

    private static long NotNegative(long value, string name) =>
        value is < 0 or > int.MaxValue ? throw new ApiErrorException("InvalidParameterValue", $"{name} must not be negative.") : value;
}
