namespace TencentCert.Pipeline;

/// <summary>A cmdlet that processes several input items concurrently.</summary>
public abstract class ParallelApiCmdlet : ApiCmdlet
{
    private protected ParallelApiCmdlet()
    {
    }

    /// <summary>Maximum number of concurrent items. The account's rate limit applies in any case.</summary>
    [RefusesSecret]
    [Parameter]
    [ValidateRange(1, 64)]
    public int ThrottleLimit { get; set; } = 8;

    /// <summary>Writes results in the order of the input instead of the order of completion.</summary>
    [Parameter]
    public SwitchParameter Ordered { get; set; }

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        Dispatcher.Ordered = Ordered;
    }

    /// <summary>Starts work on an item and returns; waits first if <see cref="ThrottleLimit"/> items are in progress.</summary>
    private protected void Start(Func<CmdletOutput, CancellationToken, Task> work, object? target)
    {
        RejectSecrets();
        Dispatcher.Start(work, problem => Fail(problem, target), ThrottleLimit);
    }
}
