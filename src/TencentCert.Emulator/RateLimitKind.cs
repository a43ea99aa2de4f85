namespace TencentCert.Emulator;

/// <summary>How the requests of an action are counted. Which of them a real service uses is not documented.</summary>
public enum RateLimitKind
{
    /// <summary>A bucket that holds a second's requests and refills evenly.</summary>
    TokenBucket,

    /// <summary>No more than the limit within any second.</summary>
    SlidingSecond,

    /// <summary>No more than the limit within each second of the clock.</summary>
    ClockSecond,
}
