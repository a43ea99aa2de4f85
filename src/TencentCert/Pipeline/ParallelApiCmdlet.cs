namespace TencentCert.Pipeline;

/// <summary>A cmdlet that processes several input items concurrently.</summary>
public abstract class ParallelApiCmdlet : ThrottledApiCmdlet
{
    private protected ParallelApiCmdlet() => ThrottleLimit = Concurrency.DefaultItemLimit;

    /// <summary>Writes results in the order of the input instead of the order of completion.</summary>
    [Parameter]
    public SwitchParameter Ordered { get; set; }

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        Dispatcher.Ordered = Ordered;
    }

    /// <summary>Starts work on an item and returns; waits first if <c>-ThrottleLimit</c> items are in progress.</summary>
    private protected void Start(Func<CmdletOutput, CancellationToken, Task> work, object? target)
    {
        RejectSecrets();
        Dispatcher.Start(work, problem => Fail(problem, target), ThrottleLimit);
    }
}
