namespace TencentCert.Ssl;

/// <summary>Lists the cloud resources that accept a certificate (DescribeHost…InstanceList).</summary>
[Cmdlet(VerbsCommon.Get, "SslDeploymentTarget")]
[OutputType(typeof(SslDeploymentTarget))]
public sealed class GetSslDeploymentTargetCommand : ApiCmdlet
{
    /// <summary>Resource types, such as clb, cdn, waf.</summary>
    [Expects(Expected.ResourceType, typeof(GetSslDeploymentTargetCommand))]
    [Parameter(Mandatory = true, Position = 0)]
    [ArgumentCompleter(typeof(TargetTypeCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] ResourceType { get; set; } = [];

    /// <summary>Certificate to deploy.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(SslCertificateIdCompleter))]
    public string CertificateId { get; set; } = "";

    /// <summary>Only resources that have this certificate now.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(SslCertificateIdCompleter))]
    public string? OldCertificateId { get; set; }

    /// <summary>Regions to search; that of the connection when omitted.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(RegionCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? Region { get; set; }

    /// <summary>Includes resources with domains that the certificate does not cover.</summary>
    [Parameter]
    public SwitchParameter IncludeMismatch { get; set; }

    /// <summary>Accepts a cached result of the service, at most half an hour old.</summary>
    [Parameter]
    public SwitchParameter UseCache { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        foreach (var type in ResourceType)
        {
            Run(
                async (output, token) =>
                {
                    var kind = SslResourceType.Of(type);
                    var isFound = false;
                    foreach (var region in kind.NeedsRegionHeader && Region is not null ? Region : (string?[])[null])
                    {
                        var query = new SslDeploymentTargetQuery
                        {
                            CertificateId = CertificateId,
                            ResourceType = kind,
                            Region = region,
                            OldCertificateId = OldCertificateId,
                            IncludeMismatch = IncludeMismatch,
                            UseCache = UseCache,
                        };
                        isFound |= await output.WriteAllAsync(new SslDeploymentTargets(Client).ListAsync(query, token))
                            .ConfigureAwait(false);
                    }

                    // The service returns an empty list for an unknown id.
                    if (!isFound && OldCertificateId is { } old)
                        await new SslCertificateReader(Client).GetAsync(old, token).ConfigureAwait(false);
                },
                type);
        }
    }
}
