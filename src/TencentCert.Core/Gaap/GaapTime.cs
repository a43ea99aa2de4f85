namespace TencentCert.Core.Gaap;

/// <summary>GAAP's times: Unix seconds; 0 and null mean none.</summary>
internal static class GaapTime
{
    // The range DateTimeOffset can hold.
    private const long Latest = 253402300799;

    public static DateTimeOffset? Read(long? seconds) =>
        seconds is > 0 and <= Latest ? DateTimeOffset.FromUnixTimeSeconds(seconds.Value) : null;
}
