using TencentCert.Core.Client;
using TencentCert.Core.Errors;
using TencentCert.Core.Ssl;
using TencentCert.Core.Strings;
using TencentCert.Pipeline;

namespace TencentCert.Ssl;

/// <summary>Writes a deployment: at once, or when it has ended, with an error for each resource that failed.</summary>
internal static class DeploymentOutput
{
    /// <summary>Writes it.</summary>
    /// <param name="client">Client.</param>
    /// <param name="made">The deployment as it was made.</param>
    /// <param name="timeout">Time to wait for its end; null writes it at once.</param>
    /// <param name="output">Takes it.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    public static async Task WriteAsync(ApiClient client, SslDeployment made, TimeSpan? timeout, CmdletOutput output, CancellationToken cancellationToken)
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
            // Said before the wait, so that a stop never loses the id.
            output.Say(Wording.Of($"{made.Kind} {made.DeployRecordId} is under way."));
            await WaitAsync(client, made, time, null, output, cancellationToken).ConfigureAwait(false);
            return;
        }

        if (made is { IsFinished: false, DeployRecordId: not null })
        {
            output.WriteMade(made, Wording.Of($"{made.Kind} {made.DeployRecordId} is under way."));
        }
        else
        {
            output.Write(made);
        }
    }

    /// <summary>Waits for a deployment's end and writes it.</summary>
    /// <param name="client">Client.</param>
    /// <param name="made">The deployment, with its id.</param>
    /// <param name="timeout">Time to wait.</param>
    /// <param name="pollInterval">Pause between looks.</param>
    /// <param name="output">Takes it.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    public static async Task WaitAsync(
        ApiClient client, SslDeployment made, TimeSpan timeout, TimeSpan? pollInterval, CmdletOutput output, CancellationToken cancellationToken)
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
                    last = Merged(made, seen);
                    output.Progress(
                        Wording.Of($"Deploying"),
                        Wording.Of($"{made.Kind} {id}: {seen.Succeeded} of {seen.Total} done, {seen.Failed} failed"),
                        seen.Total is > 0 and var total ? (int)(100 * ((seen.Succeeded ?? 0) + (seen.Failed ?? 0)) / total) : -1);
                },
                cancellationToken).ConfigureAwait(false);
            var whole = Merged(made, ended);
            output.Write(whole);
            ReportFailures(whole, output);
        }
        catch (TencentCertException failure)
        {
            // The deployment is the target: it can be piped in again.
            output.Error(failure, last);
        }
    }

    /// <summary>An error for each resource that failed, in the service's words.</summary>
    public static void ReportFailures(SslDeployment deployment, CmdletOutput output)
    {
        foreach (var item in deployment.Item.Where(item => item.Status is SslDeploymentItemStatus.Failed or SslDeploymentItemStatus.RollbackFailed))
        {
            output.Error(
                new TencentCertException(
                    ErrorCodes.FailedState,
                        $"{item} did not take {item.CertificateId ?? deployment.CertificateId} ({deployment.Kind} "
                        + $"{deployment.DeployRecordId}, {item.Status}): {item.Error ?? Wording.Of($"no reason given")}. "
                        + $"Restart-SslDeployment tries again."),
                item);
        }
    }

    // What the call knew and the record does not say.
    private static SslDeployment Merged(SslDeployment made, SslDeployment seen) => seen with
    {
        CertificateId = seen.CertificateId ?? made.CertificateId,
        OldCertificateId = seen.OldCertificateId ?? made.OldCertificateId,
        ResourceType = seen.ResourceType.Count > 0 ? seen.ResourceType : made.ResourceType,
        CreateTime = seen.CreateTime ?? made.CreateTime,
        RequestId = made.RequestId,
        Recovered = made.Recovered,
        Note = made.Note,
    };
}
