namespace TencentCert.Ssl;

/// <summary>Writes a deployment: at once, or after its end, with an error for each failed resource.</summary>
internal static class DeploymentOutput
{
    /// <summary>Writes a created deployment: at once, or after its end if there is a timeout.</summary>
    public static async Task WriteAsync(
        ApiClient client, SslDeployment created, TimeSpan? timeout, CmdletOutput output, CancellationToken cancellationToken,
        Func<SslDeployment, Task<SslDeployment>>? verify = null)
    {
        if (created.Note is { } note)
        {
            if (created.State == SslDeploymentState.AlreadyDeployed)
                output.Verbose(note);
            else
                output.Warning(Wording.Of($"{created.Kind} {created.DeployRecordId}: {note}"));
        }

        if (timeout is { } time && created is { IsFinished: false, DeployRecordId: not null })
        {
            // Written before the wait, so that a stop never loses the id.
            output.WriteHost(Wording.Of($"{created.Kind} {created.DeployRecordId} is in progress."));
            await WaitAsync(client, created, time, null, output, cancellationToken, verify).ConfigureAwait(false);
        }
        else if (created is { IsFinished: false, DeployRecordId: not null })
        {
            output.WriteCreated(created, Wording.Of($"{created.Kind} {created.DeployRecordId} is in progress."));
        }
        else
        {
            await WriteFinishedAsync(created, output, verify).ConfigureAwait(false);
        }
    }

    /// <summary>Waits for the end of a deployment that has an id, and writes it.</summary>
    public static async Task WaitAsync(
        ApiClient client, SslDeployment created, TimeSpan timeout, TimeSpan? pollInterval, CmdletOutput output,
        CancellationToken cancellationToken, Func<SslDeployment, Task<SslDeployment>>? verify = null)
    {
        var id = created.DeployRecordId!.Value;
        var last = created;
        try
        {
            var finished = await new SslDeployments(client).WaitAsync(
                created.Kind, id, timeout, pollInterval,
                current =>
                {
                    last = current.With(created);
                    output.Progress(
                        Wording.Of($"Deploying"),
                        Wording.Of($"{created.Kind} {id}: {current.Succeeded} of {current.Total} done, {current.Failed} failed"),
                        current.Total is > 0 and var total ? (int)(100 * ((current.Succeeded ?? 0) + (current.Failed ?? 0)) / total) : -1);
                },
                cancellationToken).ConfigureAwait(false);
            last = finished.With(created);
        }
        catch (TencentCertException exception)
        {
            // The deployment is the target, so that it can be piped again.
            output.Error(exception, last);
            return;
        }

        await WriteFinishedAsync(last, output, verify).ConfigureAwait(false);
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
                        $"Restart-SslDeployment {deployment.DeployRecordId} {deployment.Kind} tries the failed resources again; "
                        + $"Undo-SslDeployment puts the former certificates back."),
                },
                item);
        }
    }

    /// <summary>Warns if the right certificate is served but clients would reject it.</summary>
    public static void WarnOfRefusal(SslCertificateBindingTest test, CmdletOutput output)
    {
        if (test is { Passed: true, ClientProblem: { Count: > 0 } problems })
            output.Warning(Wording.Of($"{test} serves {test.CertificateId}, but a client would refuse it: {string.Join(' ', problems)}"));
    }

    // The deployment has ended; a failed verification is an error about it.
    private static async Task WriteFinishedAsync(
        SslDeployment finished, CmdletOutput output, Func<SslDeployment, Task<SslDeployment>>? verify)
    {
        var verified = finished;
        TencentCertException? failure = null;
        try
        {
            verified = verify is null ? finished : await verify(finished).ConfigureAwait(false);
        }
        catch (TencentCertException exception)
        {
            failure = exception;
        }

        output.Write(verified);
        ReportFailures(verified, output);
        if (failure is not null)
            output.Error(failure, verified);

        foreach (var test in verified.Test)
            WarnOfRefusal(test, output);

        foreach (var test in verified.Test.Where(test => test is { Passed: false, Domain: not null }))
            output.Error(test.ToException(), test);

        if (verified.Test.Where(test => test.Domain is null).ToList() is { Count: > 0 } nameless)
            output.Warning(Wording.Of($"These resources have no domain that a handshake could ask for: {Wording.List(nameless)}."));
    }
}
