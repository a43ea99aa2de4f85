using System.Management.Automation;
using TencentCert.Core.Ssl;
using TencentCert.Pipeline;

namespace TencentCert.Ssl;

/// <summary>Waits until deployments have ended; an error for each resource that failed.</summary>
[Cmdlet(VerbsLifecycle.Wait, "SslDeployment", DefaultParameterSetName = IdSet)]
[OutputType(typeof(SslDeployment))]
public sealed class WaitSslDeploymentCommand : DeploymentCmdlet
{
    /// <summary>Seconds to wait for each deployment.</summary>
    [RefusesSecret]
    [Parameter]
    [ValidateRange(0, 86400)]
    public int TimeoutSec { get; set; } = 1800;

    /// <summary>Seconds between two looks; 0 begins at 0.25 and grows to 10.</summary>
    [RefusesSecret]
    [Parameter]
    [ValidateRange(0, 3600)]
    public int PollIntervalSec { get; set; }

    private protected override async Task ProcessAsync(SslDeployment deployment, CmdletOutput output, CancellationToken cancellationToken)
    {
        // What had nothing to deploy goes through, so that a daily script needs no special case.
        if (deployment.DeployRecordId is null)
        {
            output.Write(deployment);
            return;
        }

        await DeploymentOutput.WaitAsync(
            Client, deployment, TimeSpan.FromSeconds(TimeoutSec), PollIntervalSec == 0 ? null : TimeSpan.FromSeconds(PollIntervalSec),
            output, cancellationToken).ConfigureAwait(false);
    }
}
