namespace TencentCert.Pipeline;

/// <summary>A cmdlet that sends several requests concurrently.</summary>
public abstract class ThrottledApiCmdlet : ApiCmdlet
{
    private protected ThrottledApiCmdlet() { }

    /// <summary>Maximum number of concurrent items or requests. The account's rate limit applies in any case.</summary>
    [RefusesSecret]
    [Parameter]
    [ValidateRange(1, 64)]
    public int ThrottleLimit { get; set; } = Concurrency.DefaultThrottleLimit;
}
