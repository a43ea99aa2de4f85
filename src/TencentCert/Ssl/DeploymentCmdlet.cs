namespace TencentCert.Ssl;

/// <summary>A cmdlet about an existing deployment: piped, or given by kind and id.</summary>
public abstract class DeploymentCmdlet : ApiCmdlet
{
    private protected const string ObjectSet = "Deployment";
    private protected const string IdSet = "Id";

    private protected DeploymentCmdlet() { }

    /// <summary>The deployment.</summary>
    [RefusesSecret]
    [Parameter(ParameterSetName = ObjectSet, Mandatory = true, ValueFromPipeline = true)]
    [ValidateNotNull]
    [ObjectFrom("Get-SslDeployment")]
    public SslDeployment? Deployment { get; set; }

    /// <summary>Its id.</summary>
    [RefusesSecret]
    [DeploymentId(typeof(DeploymentCmdlet))]
    [Parameter(ParameterSetName = IdSet, Mandatory = true, Position = 0)]
    [ValidateRange(1, long.MaxValue)]
    [ArgumentCompleter(typeof(DeployRecordIdCompleter))]
    public long DeployRecordId { get; set; }

    /// <summary>
    /// Kind: Deploy for Publish-SslCertificate, Update for Update-SslCertificateBinding. Needed only if both kinds have the id.
    /// </summary>
    [RefusesSecret]
    [Parameter(ParameterSetName = IdSet, Position = 1)]
    public SslDeploymentKind? Kind { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        if (Deployment is { } given && ParameterSetName == ObjectSet)
        {
            Run((output, token) => ProcessAsync(given, output, token), given);
            return;
        }

        var (id, kind) = (DeployRecordId, Kind);
        Run(
            async (output, token) => await ProcessAsync(
                await new SslDeployments(Client).FindAsync(id, kind, token).ConfigureAwait(false), output, token).ConfigureAwait(false),
            id);
    }

    // A result without a deployment passes through, so that a daily script needs no special case.
    private protected async Task ProcessAsync(SslDeployment deployment, CmdletOutput output, CancellationToken cancellationToken)
    {
        if (deployment.DeployRecordId is { } id)
            await ProcessAsync(deployment, id, output, cancellationToken).ConfigureAwait(false);
        else
            output.Write(deployment);
    }

    private protected abstract Task ProcessAsync(
        SslDeployment deployment, long id, CmdletOutput output, CancellationToken cancellationToken);
}
