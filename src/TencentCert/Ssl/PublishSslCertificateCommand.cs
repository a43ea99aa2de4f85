using System.Management.Automation;
using TencentCert.Completion;
using TencentCert.Core.Errors;
using TencentCert.Core.Ssl;
using TencentCert.Core.Strings;
using TencentCert.Pipeline;

namespace TencentCert.Ssl;

/// <summary>Deploys a certificate onto named cloud resources (DeployCertificateInstance).</summary>
[Cmdlet(VerbsData.Publish, "SslCertificate", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(SslDeployment))]
public sealed class PublishSslCertificateCommand : ApiCmdlet
{
    // The service runs one task a certificate and kind at a time, so what belongs to one goes in one.
    private readonly Dictionary<(string Certificate, string Kind, string? Region), List<string>> _gathered = [];

    /// <summary>Certificate to deploy.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(SslCertificateIdCompleter))]
    public string CertificateId { get; set; } = "";

    /// <summary>Kind of the resources, such as clb, cdn, waf.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ResourceTypeCompleter))]
    [ValidateNotNullOrEmpty]
    public string ResourceType { get; set; } = "";

    /// <summary>Resources, in the form of their kind: <c>lb-x|lbl-y|domain</c>, <c>domain|on</c>, <c>domain</c>.</summary>
    [Parameter(Mandatory = true, Position = 2, ValueFromPipelineByPropertyName = true)]
    [Alias("InstanceIdList")]
    [ValidateNotNullOrEmpty]
    public string[] Instance { get; set; } = [];

    /// <summary>Region of the resources; that of the connection when left out.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(RegionCompleter))]
    [AllowNull]
    [AllowEmptyString]
    public string? Region { get; set; }

    /// <summary>For live: -1 not associated, 1 HTTPS on, 0 HTTPS off.</summary>
    [Parameter]
    [ValidateRange(-1, 1)]
    public int? LiveStatus { get; set; }

    /// <summary>Lets the service rely on what it knew of the resources half an hour ago.</summary>
    [Parameter]
    public SwitchParameter UseCache { get; set; }

    /// <summary>Waits until the deployment has ended.</summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    /// <summary>Seconds to wait, with <c>-Wait</c>.</summary>
    [Parameter]
    [ValidateRange(0, 86400)]
    public int TimeoutSec { get; set; } = 1800;

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        var kind = SslResourceType.Of(ResourceType).Name;
        foreach (var instance in Instance)
        {
            var region = string.IsNullOrEmpty(Region) ? SslInstanceName.RegionOf(kind, instance) : Region;
            var key = (CertificateId, kind, region);
            if (!_gathered.TryGetValue(key, out var instances))
            {
                _gathered.Add(key, instances = []);
            }

            if (!instances.Contains(instance))
            {
                instances.Add(instance);
            }
        }
    }

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        foreach (var ((certificate, kind, region), instances) in _gathered)
        {
            var request = new SslPublishRequest
            {
                CertificateId = certificate,
                ResourceType = SslResourceType.Of(kind),
                Instances = instances,
                Region = region,
                Status = LiveStatus,
                UseCache = UseCache,
            };
            Run((output, token) => PublishAsync(request, output, token), certificate);
        }

        base.EndProcessing();
    }

    private async Task PublishAsync(SslPublishRequest request, CmdletOutput output, CancellationToken cancellationToken)
    {
        var publishing = new SslPublishing(Client);
        publishing.Preflight(request);
        var certificate = await new SslCertificateReader(Client).GetAsync(request.CertificateId, cancellationToken).ConfigureAwait(false);
        if (certificate.Status != SslCertificateStatus.Issued)
        {
            throw new TencentCertException(
                ErrorCodes.FailedState,
                    $"{request.CertificateId} ({certificate.Domain}) is {certificate.Status}; only an issued certificate can be "
                    + $"deployed. Pipe it through Wait-SslCertificate first.");
        }

        var target = $"{request.ResourceType.Name} {string.Join(", ", request.Instances)}";
        if (!await output.ShouldProcessAsync(target, Wording.Of(
            $"Deploy {request.CertificateId} ({certificate.Domain}) (DeployCertificateInstance)")).ConfigureAwait(false))
        {
            return;
        }

        foreach (var made in await publishing.PublishAsync(request, cancellationToken).ConfigureAwait(false))
        {
            await DeploymentOutput.WriteAsync(Client, made, Wait ? TimeSpan.FromSeconds(TimeoutSec) : null, output, cancellationToken).ConfigureAwait(false);
        }
    }
}
