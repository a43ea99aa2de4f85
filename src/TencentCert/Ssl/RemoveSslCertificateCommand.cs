using TencentCert.Core.Wire;

namespace TencentCert.Ssl;

/// <summary>Deletes certificates that no cloud resource uses (DeleteCertificate, DeleteCertificates).</summary>
[Cmdlet(VerbsCommon.Remove, "SslCertificate", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(SslCertificateRemoval))]
public sealed class RemoveSslCertificateCommand : SslCollectingCmdlet
{
    /// <summary>Also deletes certificates that a cloud resource uses: skips the service's check.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Seconds for the service's check.</summary>
    [RefusesSecret]
    [Parameter]
    [ValidateRange(1, 86400)]
    public int TimeoutSec { get; set; } = 600;

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        foreach (var ids in Collected.Chunk(SslRemover.MaximumCertificatesPerCall))
            Run((output, token) => RemoveAsync(ids, output, token), ids.Length == 1 ? ids[0] : ids);

        base.EndProcessing();
    }

    private async Task RemoveAsync(string[] ids, CmdletOutput output, CancellationToken cancellationToken)
    {
        var certificates = new List<SslCertificate>();
        foreach (var id in ids)
        {
            try
            {
                var certificate = await new SslCertificateReader(Client).GetAsync(id, cancellationToken).ConfigureAwait(false);
                if (await output.ShouldProcessAsync(
                    Wording.Of($"{id} ({certificate.Domain}, {certificate.Status})"),
                    Force
                        ? Wording.Of($"Delete, without a check for cloud resources that use it (DeleteCertificate)")
                        : Wording.Of($"Delete, unless a cloud resource uses it (DeleteCertificate)")).ConfigureAwait(false))
                {
                    certificates.Add(certificate);
                }
            }
            catch (TencentCertException exception) when (exception.IsNotFound)
            {
                output.Write(new SslCertificateRemoval { CertificateId = id, State = SslRemovalState.AlreadyGone });
            }
            catch (TencentCertException exception) when (!ErrorRecords.IsTerminating(exception))
            {
                output.Error(exception, id);
            }
        }

        if (certificates.Count == 0)
            return;

        var results = await new SslRemover(Client).RemoveAsync(
            certificates,
            Force,
            TimeSpan.FromSeconds(TimeoutSec),
            done => output.Progress(Wording.Of($"Removing certificates"), Wording.Of(
                $"{done} of {certificates.Count}"), 100 * done / certificates.Count),
            cancellationToken).ConfigureAwait(false);
        foreach (var result in results)
        {
            output.Write(result);
            if (result.State is SslRemovalState.Bound or SslRemovalState.Failed)
            {
                var isBound = result.State == SslRemovalState.Bound;
                var text = isBound
                    ? Wording.Of($"{result.CertificateId} ({result.Domain}) was not removed. {result.Reason} "
                        + $"Move them with Update-SslCertificateBinding, or use -Force.")
                    : Wording.Of($"{result.CertificateId} ({result.Domain}) was not removed. {result.Reason}");
                output.Error(
                    new TencentCertException(
                        isBound ? ErrorCodes.StillBound : ErrorCodes.FailedState,
                        Wording.Verbatim(text)) { Action = SslActions.DeleteCertificate.ToString() }, result);
            }
        }
    }
}
