using System.Management.Automation;

namespace TencentCert.Pipeline;

/// <summary>A cmdlet that works on several items of its input at the same time.</summary>
public abstract class ParallelApiCmdlet : ApiCmdlet
{
    private protected ParallelApiCmdlet()
    {
    }

    /// <summary>How many items are worked on at the same time. The account's rate limit is kept whatever is said here.</summary>
    [RefusesSecret]
    [Parameter]
    [ValidateRange(1, 64)]
    public int ThrottleLimit { get; set; } = 8;

    /// <summary>Results leave in the order of the input instead of as they finish.</summary>
    [Parameter]
    public SwitchParameter Ordered { get; set; }

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        Pump.Ordered = Ordered;
    }

    /// <summary>Starts work on an item and returns, unless <see cref="ThrottleLimit"/> items are in progress already.</summary>
    private protected void Start(Func<CmdletOutput, CancellationToken, Task> work, object? target)
    {
        RefuseSecrets();
        Pump.Start(work, problem => Fail(problem, target), ThrottleLimit);
    }
}
