namespace TencentCert.Ssl;

/// <summary>Waits until deployments have ended, by default all in progress; writes an error for each failed resource.</summary>
[Cmdlet(VerbsLifecycle.Wait, "SslDeployment", DefaultParameterSetName = AllSet)]
[OutputType(typeof(SslDeployment))]
public sealed class WaitSslDeploymentCommand : DeploymentCmdlet
{
    private const string AllSet = "All";

    /// <summary>Seconds to wait for each deployment.</summary>
    [RefusesSecret]
    [Parameter]
    [ValidateRange(0, 86400)]
    public int TimeoutSec { get; set; } = 1800;

    /// <summary>Seconds between two polls; 0 begins at 0.25 and grows to 10.</summary>
    [RefusesSecret]
    [Parameter]
    [ValidateRange(0, 3600)]
    public int PollIntervalSec { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        if (ParameterSetName == AllSet)
            Run(WaitForAllAsync);
        else
            base.ProcessRecord();
    }

    // The service runs all deployments concurrently, so sequential waits take no longer.
    private async Task WaitForAllAsync(CmdletOutput output, CancellationToken cancellationToken)
    {
        var underWay = new List<SslDeployment>();
        await foreach (var deployment in new SslDeployments(Client).ListAllAsync(
            reading: id => output.Progress(Wording.Of($"Reading deployments"), id), cancellationToken: cancellationToken)
            .ConfigureAwait(false))
        {
            if (!deployment.IsFinished)
                underWay.Add(deployment);
        }

        output.EndProgress();
        if (underWay.Count == 0)
            output.Verbose(Wording.Of($"No deployment is in progress."));

        foreach (var deployment in underWay)
            await ProcessAsync(deployment, output, cancellationToken).ConfigureAwait(false);
    }

    private protected override Task ProcessAsync(
        SslDeployment deployment, long id, CmdletOutput output, CancellationToken cancellationToken) =>
        DeploymentOutput.WaitAsync(
            Client, deployment, TimeSpan.FromSeconds(TimeoutSec), PollIntervalSec == 0 ? null : TimeSpan.FromSeconds(PollIntervalSec),
            output, cancellationToken);
}
