namespace TencentCert.Ssl;

/// <summary>Retries the failed resources of a deployment (DeployCertificateRecordRetry, UpdateCertificateRecordRetry).</summary>
[Cmdlet(VerbsLifecycle.Restart, "SslDeployment", SupportsShouldProcess = true, DefaultParameterSetName = IdSet)]
[OutputType(typeof(SslDeployment))]
public sealed class RestartSslDeploymentCommand : DeploymentCmdlet
{
    /// <summary>Only this resource, by its <c>ItemId</c>.</summary>
    [RefusesSecret]
    [Parameter]
    [ValidateRange(1, long.MaxValue)]
    public long? ItemId { get; set; }

    private protected override async Task ProcessAsync(
        SslDeployment deployment, long id, CmdletOutput output, CancellationToken cancellationToken)
    {
        var deployments = new SslDeployments(Client);
        var current = await deployments.DescribeAsync(deployment.Kind, id, cancellationToken).ConfigureAwait(false);
        var failed = current.Item.Where(item => item.Status == SslDeploymentItemStatus.Failed && (ItemId is null || item.ItemId == ItemId))
            .ToList();
        if (failed.Count == 0)
        {
            output.Verbose(Wording.Of($"{current.Kind} {id} has no failed resource; nothing is sent."));
            output.Write(current);
        }
        else if (await output.ShouldProcessAsync(
            Wording.Of($"{current.Kind} {id}: {Wording.Clauses(failed)}"), Wording.Of($"Try again to deploy")).ConfigureAwait(false))
        {
            output.Write(await deployments.RetryAsync(current, ItemId, cancellationToken).ConfigureAwait(false));
        }
    }
}
