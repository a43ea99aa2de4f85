using System.Management.Automation;
using TencentCert.Completion;
using TencentCert.Core.Ssl;
using TencentCert.Core.Strings;
using TencentCert.Pipeline;

namespace TencentCert.Ssl;

/// <summary>Moves every cloud resource from an old certificate to a new one (UpdateCertificateInstance).</summary>
[Cmdlet(VerbsData.Update, "SslCertificateBinding", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(SslDeployment))]
public sealed class UpdateSslCertificateBindingCommand : ApiCmdlet
{
    /// <summary>New certificate.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(SslCertificateIdCompleter))]
    public string CertificateId { get; set; } = "";

    /// <summary>Old certificate; that which the new one is the reissue or renewal of, when left out.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(SslCertificateIdCompleter))]
    public string? OldCertificateId { get; set; }

    /// <summary>Only resources of these kinds; every kind when left out. <c>gaap</c> is GA2: for GAAP use Update-GaapCertificate.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ResourceTypeCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? ResourceType { get; set; }

    /// <summary>Only resources in these regions, and those without one.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(RegionCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? Region { get; set; }

    /// <summary>Switches the old certificate's notices of expiry off.</summary>
    [Parameter]
    public SwitchParameter MuteOldCertificate { get; set; }

    /// <summary>Waits until the deployment has ended.</summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    /// <summary>Seconds for the searches, and for the wait.</summary>
    [Parameter]
    [ValidateRange(1, 86400)]
    public int TimeoutSec { get; set; } = 1800;

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        var (id, oldId) = (CertificateId, OldCertificateId);
        Run((output, token) => UpdateAsync(id, oldId, output, token), id);
    }

    private async Task UpdateAsync(string id, string? oldId, CmdletOutput output, CancellationToken cancellationToken)
    {
        var updates = new SslUpdates(Client);
        var timeout = TimeSpan.FromSeconds(TimeoutSec);
        SslResourceType[]? types = ResourceType is null ? null : [.. ResourceType.Select(SslResourceType.Of)];

        // The preflight checks them too, but finding the old certificate is a call already.
        Array.ForEach(types ?? [], type => type.RequireUpdate(Client.Connection.Endpoints.Site));
        var request = new SslUpdateRequest
        {
            CertificateId = id,
            OldCertificateId = string.IsNullOrEmpty(oldId) ? await updates.PredecessorAsync(id, cancellationToken).ConfigureAwait(false) : oldId,
            ResourceTypes = types,
            Regions = Region,
            MuteOldCertificate = MuteOldCertificate,
        };
        var preflight = await updates.PreflightAsync(
            request, timeout, elapsed => output.Progress(Wording.Of($"Searching resources"),
                $"{request.OldCertificateId}, {elapsed:m\\:ss}"), cancellationToken).ConfigureAwait(false);
        foreach (var gap in preflight.Gaps)
        {
            output.Error(gap.ToException(), gap);
        }

        if (preflight.Total > 0
            && !await output.ShouldProcessAsync(Wording.Of($"{preflight} of {request.OldCertificateId}"), Wording.Of(
                $"Deploy {id} instead (UpdateCertificateInstance)")).ConfigureAwait(false))
        {
            return;
        }

        var made = await updates.RunAsync(
            preflight, timeout, status => output.Progress(Wording.Of(
                $"Making the deployment"), status), cancellationToken).ConfigureAwait(false);
        await DeploymentOutput.WriteAsync(Client, made, Wait ? timeout : null, output, cancellationToken).ConfigureAwait(false);
    }
}
