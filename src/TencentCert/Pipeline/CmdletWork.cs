namespace TencentCert.Pipeline;

/// <summary>One work item of a <see cref="CmdletDispatcher"/>. Pipeline thread only.</summary>
internal sealed class CmdletWork
{
    /// <summary>Never faults.</summary>
    public Task Task { get; set; } = Task.CompletedTask;

    /// <summary>Output held back until its turn.</summary>
    public Queue<Action> Pending { get; } = new();

    /// <summary>Whether all of its output has been queued.</summary>
    public bool IsDone { get; set; }
}
