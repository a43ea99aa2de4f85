using TencentCert.Core.Client;
using TencentCert.Core.Ssl;

namespace TencentCert.Ssl;

/// <summary>Writes a deployment: at once, or after its end, with an error for each failed resource.</summary>
internal static class DeploymentOutput
{
    /// <summary>Writes the deployment.</summary>
    /// <param name="client">Client.</param>
    /// <param name="made">The created deployment.</param>
    /// <param name="timeout">Time to wait for its end; null writes it at once.</param>
    /// <param name="output">Receives the deployment.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    /// <param name="prove">Verifies a deployment that has ended; null leaves it unverified.</param>
    public static async Task WriteAsync(
        ApiClient client, SslDeployment made, TimeSpan? timeout, CmdletOutput output, CancellationToken cancellationToken,
        Func<SslDeployment, Task<SslDeployment>>? prove = null)
    {
        if (made.Note is { } note)
        {
            if (made.State == SslDeploymentState.AlreadyDeployed)
            {
                output.Verbose(note);
            }
            else
            {
                output.Warning(Wording.Of($"{made.Kind} {made.DeployRecordId}: {note}"));
            }
        }

        if (timeout is { } time && made is { IsFinished: false, DeployRecordId: not null })
        {
            // Written before the wait, so that a stop never loses the id.
            output.Say(Wording.Of($"{made.Kind} {made.DeployRecordId} is in progress."));
            await WaitAsync(client, made, time, null, output, cancellationToken, prove).ConfigureAwait(false);
        }
        else if (made is { IsFinished: false, DeployRecordId: not null })
        {
            output.WriteMade(made, Wording.Of($"{made.Kind} {made.DeployRecordId} is in progress."));
        }
        else
        {
            await WriteEndedAsync(made, output, prove).ConfigureAwait(false);
        }
    }

    /// <summary>Waits for a deployment's end and writes it.</summary>
    /// <param name="client">Client.</param>
    /// <param name="made">The deployment, with its id.</param>
    /// <param name="timeout">Time to wait.</param>
    /// <param name="pollInterval">Pause between polls.</param>
    /// <param name="output">Receives the deployment.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    /// <param name="prove">Verifies a deployment that has ended; null leaves it unverified.</param>
    public static async Task WaitAsync(
        ApiClient client,
        SslDeployment made,
        TimeSpan timeout,
        TimeSpan? pollInterval,
        CmdletOutput output,
        CancellationToken cancellationToken,
        Func<SslDeployment, Task<SslDeployment>>? prove = null)
    {
        var id = made.DeployRecordId!.Value;
        var last = made;
        try
        {
            var ended = await new SslDeployments(client).WaitAsync(
                made.Kind,
                id,
                timeout,
                pollInterval,
                seen =>
                {
                    last = seen.With(made);
                    output.Progress(
                        Wording.Of($"Deploying"),
                        Wording.Of($"{made.Kind} {id}: {seen.Succeeded} of {seen.Total} done, {seen.Failed} failed"),
                        seen.Total is > 0 and var total ? (int)(100 * ((seen.Succeeded ?? 0) + (seen.Failed ?? 0)) / total) : -1);
                },
                cancellationToken).ConfigureAwait(false);
            last = ended.With(made);
        }
        catch (TencentCertException exception)
        {
            // The deployment is the target, so that it can be piped again.
            output.Error(exception, last);
            return;
        }

        await WriteEndedAsync(last, output, prove).ConfigureAwait(false);
    }

    /// <summary>Writes an error for each failed resource, with the service's message.</summary>
    public static void ReportFailures(SslDeployment deployment, CmdletOutput output)
    {
        foreach (var item in deployment.Item.Where(
            item => item.Status is SslDeploymentItemStatus.Failed or SslDeploymentItemStatus.RollbackFailed))
        {
            output.Error(
                new TencentCertException(ErrorCodes.FailedState, deployment.FailureOf(item))
                {
                    Advice = Wording.Of(
                        $"Restart-SslDeployment {deployment.DeployRecordId} {deployment.Kind} tries the failed resources again; Undo-SslDeployment puts the former certificates back."),
                },
                item);
        }
    }

    // The deployment has ended; a failed verification is an error about it.
    private static async Task WriteEndedAsync(SslDeployment ended, CmdletOutput output, Func<SslDeployment, Task<SslDeployment>>? prove)
    {
        var proven = ended;
        TencentCertException? unproven = null;
        try
        {
            proven = prove is null ? ended : await prove(ended).ConfigureAwait(false);
        }
        catch (TencentCertException exception)
        {
            unproven = exception;
        }

        output.Write(proven);
        ReportFailures(proven, output);
        if (unproven is not null)
        {
            output.Error(unproven, proven);
        }

        foreach (var test in proven.Test)
        {
            BindingTestOutput.WarnOfRefusal(test, output);
        }

        foreach (var test in proven.Test.Where(test => test is { Passed: false, Domain: not null }))
        {
            output.Error(test.ToException(), test);
        }

        if (proven.Test.Where(test => test.Domain is null).ToList() is { Count: > 0 } nameless)
        {
            output.Warning(Wording.Of($"These resources have no domain that a handshake could ask for: {Wording.List(nameless)}."));
        }
    }
}
