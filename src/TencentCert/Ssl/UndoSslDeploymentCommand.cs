namespace TencentCert.Ssl;

/// <summary>
/// Restores the former certificates of a deployment's resources (DeployCertificateRecordRollback, UpdateCertificateRecordRollback).
/// </summary>
[Cmdlet(VerbsCommon.Undo, "SslDeployment", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High,
    DefaultParameterSetName = IdSet)]
[OutputType(typeof(SslDeployment))]
public sealed class UndoSslDeploymentCommand : DeploymentCmdlet
{
    private protected override async Task ProcessAsync(
        SslDeployment deployment, long id, CmdletOutput output, CancellationToken cancellationToken)
    {
        var deployments = new SslDeployments(Client);
        var current = await deployments.DescribeAsync(deployment.Kind, id, cancellationToken).ConfigureAwait(false);
        var done = current.Item.Where(item => item.Status == SslDeploymentItemStatus.Succeeded).ToList();
        if (done.Count == 0 && current.IsFinished)
        {
            output.Verbose(Wording.Of($"{current.Kind} {id} is {current.State}: there is nothing to undo."));
            output.Write(current);
        }
        else if (await output.ShouldProcessAsync(
            Wording.Of($"{current.Kind} {id}: {Wording.Clauses(done)}"),
            Wording.Of($"Put the former certificates back")).ConfigureAwait(false))
        {
            await DeploymentOutput.WriteAsync(
                Client, await deployments.RollbackAsync(current, cancellationToken).ConfigureAwait(false), null, output, cancellationToken)
                .ConfigureAwait(false);
        }
    }
}
