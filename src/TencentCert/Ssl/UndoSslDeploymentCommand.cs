using TencentCert.Core.Ssl;

namespace TencentCert.Ssl;

/// <summary>
/// Restores the former certificates of a deployment's resources (DeployCertificateRecordRollback, UpdateCertificateRecordRollback).
/// </summary>
[Cmdlet(VerbsCommon.Undo, "SslDeployment", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High,
    DefaultParameterSetName = IdSet)]
[OutputType(typeof(SslDeployment))]
public sealed class UndoSslDeploymentCommand : DeploymentCmdlet
{
    private protected override async Task ProcessAsync(SslDeployment deployment, CmdletOutput output, CancellationToken cancellationToken)
    {
        if (deployment.DeployRecordId is not { } id)
        {
            output.Write(deployment);
            return;
        }

        var deployments = new SslDeployments(Client);
        var now = await deployments.DescribeAsync(deployment.Kind, id, cancellationToken).ConfigureAwait(false);
        var done = now.Item.Where(item => item.Status == SslDeploymentItemStatus.Succeeded).ToList();
        if (done.Count == 0 && now.IsFinished)
        {
            output.Verbose(Wording.Of($"{now.Kind} {id} is {now.State}: there is nothing to undo."));
            output.Write(now);
        }
        else if (await output.ShouldProcessAsync(
            Wording.Of($"{now.Kind} {id}: {Wording.Clauses(done)}"), Wording.Of($"Put the former certificates back")).ConfigureAwait(false))
        {
            await DeploymentOutput.WriteAsync(
                Client, await deployments.RollbackAsync(now, cancellationToken).ConfigureAwait(false), null, output, cancellationToken)
                .ConfigureAwait(false);
        }
    }
}
