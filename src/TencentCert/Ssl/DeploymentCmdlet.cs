using System.Management.Automation;
using TencentCert.Completion;
using TencentCert.Core.Ssl;
using TencentCert.Pipeline;

namespace TencentCert.Ssl;

/// <summary>A cmdlet about a deployment that exists: piped in, or named by kind and id.</summary>
public abstract class DeploymentCmdlet : ApiCmdlet
{
    private protected const string ObjectSet = "Deployment";
    private protected const string IdSet = "Id";

    private protected DeploymentCmdlet()
    {
    }

    /// <summary>The deployment.</summary>
    [RefusesSecret]
    [Parameter(ParameterSetName = ObjectSet, Mandatory = true, ValueFromPipeline = true)]
    [ValidateNotNull]
    public SslDeployment? Deployment { get; set; }

    /// <summary>Its id.</summary>
    [RefusesSecret]
    [Parameter(ParameterSetName = IdSet, Mandatory = true, Position = 0)]
    [ValidateRange(1, long.MaxValue)]
    [ArgumentCompleter(typeof(DeployRecordIdCompleter))]
    public long DeployRecordId { get; set; }

    /// <summary>What made it: Deploy for Publish-SslCertificate, Update for Update-SslCertificateBinding.</summary>
    [RefusesSecret]
    [Parameter(ParameterSetName = IdSet, Mandatory = true, Position = 1)]
    public SslDeploymentKind Kind { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        var deployment = Deployment is { } given && ParameterSetName == ObjectSet
            ? given
            : new SslDeployment { Kind = Kind, DeployRecordId = DeployRecordId };
        Run((output, token) => ProcessAsync(deployment, output, token), deployment);
    }

    private protected abstract Task ProcessAsync(SslDeployment deployment, CmdletOutput output, CancellationToken cancellationToken);
}
