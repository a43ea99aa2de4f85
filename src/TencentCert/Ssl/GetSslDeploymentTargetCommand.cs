using System.Management.Automation;
using TencentCert.Completion;
using TencentCert.Core.Ssl;
using TencentCert.Pipeline;

namespace TencentCert.Ssl;

/// <summary>Lists the cloud resources that can be given a certificate (DescribeHost…InstanceList).</summary>
[Cmdlet(VerbsCommon.Get, "SslDeploymentTarget")]
[OutputType(typeof(SslDeploymentTarget))]
public sealed class GetSslDeploymentTargetCommand : ApiCmdlet
{
    /// <summary>Kinds of resource, such as clb, cdn, waf.</summary>
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

    /// <summary>Regions to look in; that of the connection when left out.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(RegionCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? Region { get; set; }

    /// <summary>Lists also resources with domains that the certificate does not cover.</summary>
    [Parameter]
    public SwitchParameter IncludeMismatch { get; set; }

    /// <summary>Lets the service rely on what it knew of the resources half an hour ago.</summary>
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
                        await foreach (var target in new SslDeploymentTargets(Client).ListAsync(query, token).ConfigureAwait(false))
                        {
                            isFound = true;
                            await output.WriteAsync(target).ConfigureAwait(false);
                        }
                    }

                    // The service lists nothing for an id that it does not know.
                    if (!isFound && OldCertificateId is { } old)
                    {
                        await new SslCertificateReader(Client).GetAsync(old, token).ConfigureAwait(false);
                    }
                },
                type);
        }
    }
}
