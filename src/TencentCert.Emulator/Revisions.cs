namespace TencentCert.Emulator;

/// <summary>Numbers the changes of what is served, so that the later of two can be told.</summary>
internal static class Revisions
{
    private static long _last;

    public static long Next() => Interlocked.Increment(ref _last);
}
