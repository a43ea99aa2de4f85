namespace TencentCert.Pipeline;

/// <summary>One piece of work of a <see cref="CmdletPump"/>. Only the pipeline thread touches it.</summary>
internal sealed class CmdletWork
{
    /// <summary>Ends without an exception, always.</summary>
    public Task Task { get; set; } = Task.CompletedTask;

    /// <summary>Output that came before its turn.</summary>
    public Queue<Action> Held { get; } = new();

    /// <summary>Whether all it had to say has been queued.</summary>
    public bool IsDone { get; set; }
}
