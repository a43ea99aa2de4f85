using System.Management.Automation;
using TencentCert.Completion;
using TencentCert.Core.Client;
using TencentCert.Core.Ssl;
using TencentCert.Pipeline;

namespace TencentCert.Ssl;

/// <summary>Describes deployments with their resources, or lists those of a certificate.</summary>
[Cmdlet(VerbsCommon.Get, "SslDeployment", DefaultParameterSetName = ObjectSet)]
[OutputType(typeof(SslDeployment))]
public sealed class GetSslDeploymentCommand : ApiCmdlet
{
    private const string ObjectSet = "Deployment";
    private const string IdSet = "Id";
    private const string CertificateSet = "Certificate";

    /// <summary>A deployment, to be looked at again.</summary>
    [Parameter(ParameterSetName = ObjectSet, Mandatory = true, ValueFromPipeline = true)]
    [ValidateNotNull]
    public SslDeployment? Deployment { get; set; }

    /// <summary>Its id.</summary>
    [Parameter(ParameterSetName = IdSet, Mandatory = true)]
    [ValidateRange(1, long.MaxValue)]
    public long DeployRecordId { get; set; }

    /// <summary>Certificate whose deployments are listed, newest first.</summary>
    [Parameter(ParameterSetName = CertificateSet, Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(SslCertificateIdCompleter))]
    public string CertificateId { get; set; } = "";

    /// <summary>Kind of the id; of a list, only this kind.</summary>
    [Parameter(ParameterSetName = IdSet, Mandatory = true)]
    [Parameter(ParameterSetName = CertificateSet)]
    public SslDeploymentKind? Kind { get; set; }

    /// <summary>Describes each one listed with its resources.</summary>
    [Parameter(ParameterSetName = CertificateSet)]
    public SwitchParameter Detailed { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        switch (ParameterSetName)
        {
            case ObjectSet when Deployment is { } deployment:
                Run((output, token) => DescribeAsync(deployment, output, token), deployment);
                break;
            case IdSet:
                var named = new SslDeployment { Kind = Kind!.Value, DeployRecordId = DeployRecordId };
                Run((output, token) => DescribeAsync(named, output, token), named);
                break;
            default:
                var id = CertificateId;
                Run((output, token) => ListAsync(id, output, token), id);
                break;
        }
    }

    private async Task DescribeAsync(SslDeployment deployment, CmdletOutput output, CancellationToken cancellationToken) =>
        output.Write(deployment.DeployRecordId is { } id
            ? await new SslDeployments(Client).GetAsync(deployment.Kind, id, cancellationToken).ConfigureAwait(false)
            : deployment);

    private async Task ListAsync(string id, CmdletOutput output, CancellationToken cancellationToken)
    {
        SslCertificateId.Check(id);
        var deployments = new SslDeployments(Client);
        var isEmpty = true;
        foreach (var kind in Kind is { } only ? [only] : Kinds())
        {
            await foreach (var one in deployments.ListAsync(kind, id, cancellationToken: cancellationToken).ConfigureAwait(false))
            {
                isEmpty = false;
                await output.WriteAsync(Detailed && one.DeployRecordId is { } record
                    ? await deployments.GetAsync(kind, record, cancellationToken).ConfigureAwait(false)
                    : one).ConfigureAwait(false);
            }
        }

        if (isEmpty)
        {
            // A certificate without a deployment is no error, one that does not exist is: the service says so here.
            await new SslCertificateReader(Client).GetAsync(id, cancellationToken).ConfigureAwait(false);
        }
    }

    // The international site has updates only.
    private SslDeploymentKind[] Kinds() => Client.Connection.Endpoints.Site == TencentSite.International
        ? [SslDeploymentKind.Update]
        : [SslDeploymentKind.Deploy, SslDeploymentKind.Update];
}
