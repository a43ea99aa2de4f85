namespace TencentCert.Core.Gaap;

/// <summary>GAAP's times: Unix seconds; 0 and null mean none.</summary>
internal static class GaapTime
{
    // The latest time that DateTimeOffset can hold.
    private const long MaxUnixSeconds = 253402300799;

    public static DateTimeOffset? Read(long? seconds) =>
        seconds is > 0 and <= MaxUnixSeconds ? DateTimeOffset.FromUnixTimeSeconds(seconds.Value) : null;
}
