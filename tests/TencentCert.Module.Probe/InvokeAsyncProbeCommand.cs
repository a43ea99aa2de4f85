using System.Collections.Concurrent;
using System.Diagnostics;
using System.Management.Automation;
using TencentCert.Core.Errors;
using TencentCert.Pipeline;

namespace TencentCert.Module.Probe;

/// <summary>Uses the dispatcher as a cmdlet does, so that Pester can watch it in a real pipeline.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "AsyncProbe", SupportsShouldProcess = true)]
[OutputType(typeof(int))]
public sealed class InvokeAsyncProbeCommand : ParallelApiCmdlet
{
    private static int _alive;
    private static int _most;
    private static int _steps;

    private readonly ConcurrentDictionary<int, TaskCompletionSource> _turns = new();

    /// <summary>Workers that run now.</summary>
    public static int Alive => _alive;

    /// <summary>Most workers that ran at the same time since <see cref="Reset"/>.</summary>
    public static int Most => _most;

    /// <summary>Steps taken by all workers since <see cref="Reset"/>.</summary>
    public static int Steps => _steps;

    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    public int InputObject { get; set; }

    /// <summary>Objects each item writes.</summary>
    [Parameter]
    public int Count { get; set; } = 1;

    /// <summary>Pause before each object.</summary>
    [Parameter]
    public int DelayMs { get; set; }

    /// <summary>The last item, where each is to wait for the one after it; no more of them than <c>-ThrottleLimit</c>.</summary>
    [Parameter]
    public int ReverseFrom { get; set; }

    /// <summary>Waits for the next command to take each object.</summary>
    [Parameter]
    public SwitchParameter Lazy { get; set; }

    /// <summary>One after another.</summary>
    [Parameter]
    public SwitchParameter Blocking { get; set; }

    /// <summary>Item that fails with an API error.</summary>
    [Parameter]
    public int FailAt { get; set; } = -1;

    /// <summary>Code of that error.</summary>
    [Parameter]
    public string FailCode { get; set; } = "ResourceNotFound";

    /// <summary>Item that fails with a bug.</summary>
    [Parameter]
    public int BugAt { get; set; } = -1;

    [Parameter]
    public SwitchParameter ShowProgress { get; set; }

    /// <summary>Asks before each object.</summary>
    [Parameter]
    public SwitchParameter Ask { get; set; }

    public static void Reset() => _most = _steps = 0;

    protected override void ProcessRecord()
    {
        var item = InputObject;
        if (Blocking)
            Run((output, token) => WorkAsync(item, output, token), item);
        else
            Start((output, token) => WorkAsync(item, output, token), item);
    }

    private TaskCompletionSource Turn(int item) =>
        _turns.GetOrAdd(item, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));

    private async Task WorkAsync(int item, CmdletOutput output, CancellationToken token)
    {
        var alive = Interlocked.Increment(ref _alive);
        for (var most = _most; alive > most && Interlocked.CompareExchange(ref _most, alive, most) != most; most = _most)
        {
        }

        try
        {
            for (var step = 0; step < Count; step++)
            {
                await Task.Delay(DelayMs, token);
                if (step == 0 && item < ReverseFrom)
                    await Turn(item + 1).Task.WaitAsync(token);

                Interlocked.Increment(ref _steps);
                if (item == FailAt)
                    throw new TencentCertException(FailCode, $"planned");

                if (item == BugAt)
                    throw new UnreachableException("planned bug");

                if (Ask && !await output.ShouldProcessAsync("item " + item, "Probe"))
                    continue;

                if (ShowProgress)
                    output.Progress("Probing", "item " + item);

                output.Verbose("step");
                if (Lazy)
                {
                    // It is written only when it is taken, which may wait for the item before.
                    Turn(item).TrySetResult();
                    await output.WriteAsync(item);
                }
                else
                {
                    output.Write(item);
                    Turn(item).TrySetResult();
                }
            }
        }
        finally
        {
            Interlocked.Decrement(ref _alive);
        }
    }
}
