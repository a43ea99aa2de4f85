namespace TencentCert.Core.Tests.Bindings;

/// <summary>The system time with an offset that a test can increase.</summary>
internal sealed class OffsetTimeProvider : TimeProvider
{
    private long _later;

    public override long GetTimestamp() => base.GetTimestamp() + Interlocked.Read(ref _later);

    public void Pass(TimeSpan time) => Interlocked.Add(ref _later, (long)(time.TotalSeconds * TimestampFrequency));
}
