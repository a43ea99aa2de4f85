namespace TencentCert.Ssl;

/// <summary>Deploys a certificate onto named cloud resources (DeployCertificateInstance).</summary>
[Cmdlet(VerbsData.Publish, "SslCertificate", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(SslDeployment))]
public sealed class PublishSslCertificateCommand : DeployingCmdlet
{
    // The service runs one task for each certificate and type at a time, so resources are grouped by both.
    private readonly Dictionary<(string Certificate, string Kind, string? Region), List<string>> _instances = [];

    /// <summary>Certificate to deploy.</summary>
    [Expects(Expected.SslCertificate, typeof(PublishSslCertificateCommand))]
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(SslCertificateIdCompleter))]
    public string CertificateId { get; set; } = "";

    /// <summary>Type of the resources, such as clb, cdn, waf.</summary>
    [Expects(Expected.ResourceType, typeof(PublishSslCertificateCommand))]
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ResourceTypeCompleter))]
    [ValidateNotNullOrEmpty]
    public string ResourceType { get; set; } = "";

    /// <summary>Resources, in the format of their type: <c>lb-x|lbl-y|domain</c>, <c>domain|on</c>, <c>domain</c>.</summary>
    [Parameter(Mandatory = true, Position = 2, ValueFromPipelineByPropertyName = true)]
    [Alias("InstanceIdList")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(DeploymentTargetCompleter))]
    public string[] Instance { get; set; } = [];

    /// <summary>Region of the resources; that of the connection when omitted.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(RegionCompleter))]
    [AllowNull]
    [AllowEmptyString]
    public string? Region { get; set; }

    /// <summary>For live: -1 not associated, 1 HTTPS on, 0 HTTPS off.</summary>
    [RefusesSecret]
    [Parameter]
    [ValidateRange(-1, 1)]
    public int? LiveStatus { get; set; }

    /// <summary>Accepts a cached result of the service, at most half an hour old.</summary>
    [Parameter]
    public SwitchParameter UseCache { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        var kind = SslResourceType.Of(ResourceType);
        foreach (var instance in Instance)
        {
            var region = string.IsNullOrEmpty(Region) ? kind.RegionOf(instance) : Region;
            var key = (CertificateId, kind.Name, region);
            if (!_instances.TryGetValue(key, out var instances))
                _instances.Add(key, instances = []);

            if (!instances.Contains(instance))
                instances.Add(instance);
        }
    }

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        foreach (var ((certificate, kind, region), instances) in _instances)
        {
            var request = new SslPublishRequest
            {
                CertificateId = certificate,
                ResourceType = SslResourceType.Of(kind),
                Instances = instances,
                Region = region,
                Status = LiveStatus,
                UseCache = UseCache,
                Force = Force,
            };
            Run((output, token) => PublishAsync(request, output, token), certificate);
        }

        base.EndProcessing();
    }

    private async Task PublishAsync(SslPublishRequest request, CmdletOutput output, CancellationToken cancellationToken)
    {
        var publishing = new SslPublishing(Client);
        var preflight = await publishing.PreflightAsync(request, cancellationToken).ConfigureAwait(false);
        foreach (var refusal in preflight.Refused)
            output.Error(refusal.Error, refusal.Instance);

        foreach (var warning in preflight.Warnings)
            output.Warning(warning);

        if (!await output.ShouldProcessAsync(
            preflight.Summary, Wording.Of($"Deploy {request.CertificateId} (DeployCertificateInstance)")).ConfigureAwait(false))
        {
            return;
        }

        var result = await publishing.PublishAsync(preflight, cancellationToken).ConfigureAwait(false);
        foreach (var refusal in result.Refused)
            output.Error(refusal.Error, refusal.Instance);

        foreach (var created in result.Deployments)
            await WriteAsync(created, preflight.Bindings, output, cancellationToken).ConfigureAwait(false);
    }
}
