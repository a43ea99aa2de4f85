namespace TencentCert.Emulator;

/// <summary>Numbers the changes of served certificates in their order.</summary>
internal static class Revisions
{
    private static long _last;

    public static long Next() => Interlocked.Increment(ref _last);
}
