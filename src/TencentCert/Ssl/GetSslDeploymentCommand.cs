using System.Globalization;

namespace TencentCert.Ssl;

/// <summary>Lists deployments, of a certificate or all, or describes one with its resources.</summary>
[Cmdlet(VerbsCommon.Get, "SslDeployment", DefaultParameterSetName = AllSet)]
[OutputType(typeof(SslDeployment))]
public sealed class GetSslDeploymentCommand : ApiCmdlet
{
    private const string ObjectSet = "Deployment";
    private const string IdSet = "Id";
    private const string CertificateSet = "Certificate";

    // No pipeline input here, so that a piped deployment is described instead of listed by its certificate.
    private const string AllSet = "All";

    /// <summary>A deployment to read again.</summary>
    [RefusesSecret]
    [Parameter(ParameterSetName = ObjectSet, Mandatory = true, ValueFromPipeline = true)]
    [ValidateNotNull]
    [ObjectFrom("Get-SslDeployment")]
    public SslDeployment? Deployment { get; set; }

    /// <summary>Its id.</summary>
    [RefusesSecret]
    [DeploymentId(typeof(GetSslDeploymentCommand))]
    [Parameter(ParameterSetName = IdSet, Mandatory = true)]
    [ValidateRange(1, long.MaxValue)]
    [ArgumentCompleter(typeof(DeployRecordIdCompleter))]
    public long DeployRecordId { get; set; }

    /// <summary>Certificate whose deployments are listed, newest first. A typed number is the id of a deployment, if one exists.</summary>
    [Parameter(ParameterSetName = CertificateSet, Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(SslCertificateIdCompleter))]
    public string CertificateId { get; set; } = "";

    /// <summary>Kind of the id, needed only if both kinds have it; for a list, only this kind.</summary>
    [RefusesSecret]
    [Parameter(ParameterSetName = IdSet)]
    [Parameter(ParameterSetName = CertificateSet)]
    [Parameter(ParameterSetName = AllSet)]
    public SslDeploymentKind? Kind { get; set; }

    /// <summary>Includes the resources of each listed deployment.</summary>
    [Parameter(ParameterSetName = CertificateSet)]
    [Parameter(ParameterSetName = AllSet)]
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
                Find(DeployRecordId);
                break;
            // A typed number may be a deployment; the property of a piped object is a certificate.
            case CertificateSet when !MyInvocation.ExpectingInput
                && long.TryParse(CertificateId, NumberStyles.None, CultureInfo.InvariantCulture, out var number):
                FindOrList(number, CertificateId);
                break;
            case CertificateSet:
                var id = CertificateId;
                Run((output, token) => ListAsync(id, output, token), id);
                break;
            default:
                Run((output, token) => ListAllAsync(output, token));
                break;
        }
    }

    private void Find(long id)
    {
        var kind = Kind;
        Run(async (output, token) => output.Write(await new SslDeployments(Client).FindAsync(id, kind, token).ConfigureAwait(false)), id);
    }

    // About one in two million certificate ids consists of digits only.
    private void FindOrList(long number, string certificateId)
    {
        var kind = Kind;
        Run(
            async (output, token) =>
            {
                try
                {
                    output.Write(await new SslDeployments(Client).FindAsync(number, kind, token).ConfigureAwait(false));
                }
                catch (TencentCertException exception) when (exception.IsNotFound && SslCertificateId.IsWellFormed(certificateId))
                {
                    if (!await TryListAsync(certificateId, output, token).ConfigureAwait(false))
                        throw;
                }
            },
            number);
    }

    private async Task<bool> TryListAsync(string certificateId, CmdletOutput output, CancellationToken cancellationToken)
    {
        try
        {
            await ListAsync(certificateId, output, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (TencentCertException exception) when (exception.IsNotFound)
        {
            return false;
        }
    }

    private async Task DescribeAsync(SslDeployment deployment, CmdletOutput output, CancellationToken cancellationToken) =>
        output.Write(deployment.DeployRecordId is { } id
            ? (await new SslDeployments(Client).DescribeAsync(deployment.Kind, id, cancellationToken).ConfigureAwait(false))
            .With(deployment)
            : deployment);

    private async Task ListAsync(string id, CmdletOutput output, CancellationToken cancellationToken)
    {
        SslCertificateId.Check(id);
        var isEmpty = true;
        foreach (var kind in Kind is { } only ? [only] : new SslDeployments(Client).Kinds)
            isEmpty &= !await ListAsync(kind, id, output, cancellationToken).ConfigureAwait(false);

        if (isEmpty)
        {
            // A certificate without deployments is not an error; for a missing certificate, the service reports one here.
            await new SslCertificateReader(Client).GetAsync(id, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task ListAllAsync(CmdletOutput output, CancellationToken cancellationToken)
    {
        var all = new SslDeployments(Client).ListAllAsync(
            Kind, id => output.Progress(Wording.Of($"Reading deployments"), id), cancellationToken);
        await foreach (var deployment in all.ConfigureAwait(false))
            await WriteAsync(deployment, output, cancellationToken).ConfigureAwait(false);
    }

    private async Task<bool> ListAsync(
        SslDeploymentKind kind, string certificateId, CmdletOutput output, CancellationToken cancellationToken)
    {
        var isFound = false;
        await foreach (var deployment in new SslDeployments(Client)
            .ListAsync(kind, certificateId, cancellationToken: cancellationToken).ConfigureAwait(false))
        {
            isFound = true;
            await WriteAsync(deployment, output, cancellationToken).ConfigureAwait(false);
        }

        return isFound;
    }

    private async Task WriteAsync(SslDeployment deployment, CmdletOutput output, CancellationToken cancellationToken) =>
        await output.WriteAsync(Detailed && deployment.DeployRecordId is { } record
            ? (await new SslDeployments(Client).GetAsync(deployment.Kind, record, cancellationToken).ConfigureAwait(false)).With(deployment)
            : deployment).ConfigureAwait(false);
}
