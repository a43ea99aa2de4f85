using TencentCert.Core.Gaap;
using TencentCert.Core.Inventory;

namespace TencentCert.Gaap;

/// <summary>Removes certificates from the GAAP certificate store (DeleteCertificate). GAAP refuses to remove a bound certificate.</summary>
[Cmdlet(VerbsCommon.Remove, "GaapCertificate", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class RemoveGaapCertificateCommand : ParallelApiCmdlet
{
    private readonly HashSet<string> _collected = new(StringComparer.Ordinal);

    /// <summary>Creates the cmdlet.</summary>
    public RemoveGaapCertificateCommand() => ThrottleLimit = Concurrency.DefaultThrottleLimit;

    /// <summary>Certificates, ids of the GAAP certificate store.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(GaapCertificateIdCompleter))]
    public string[] CertificateId { get; set; } = [];

    /// <summary>Removes only the given certificates that a scan of all of GAAP finds unused.</summary>
    [Parameter]
    public SwitchParameter Unused { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        // A duplicate would already be removed when read again.
        foreach (var id in CertificateId.Where(_collected.Add))
        {
            if (!Unused)
                Start((output, token) => FindAndRemoveAsync(id, output, token), id);
        }
    }

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        if (Unused && _collected.Count > 0)
            Run(RemoveUnusedAsync);

        base.EndProcessing();
    }

    private async Task RemoveUnusedAsync(CmdletOutput output, CancellationToken cancellationToken)
    {
        var usages = await new CertificateInventory(Client).UsagesAsync(includeSource: false, cancellationToken).ConfigureAwait(false);
        var known = usages.ToDictionary(usage => usage.CertificateId, StringComparer.Ordinal);
        foreach (var id in _collected)
        {
            await output.TryAsync(id, async () =>
            {
                GaapCertificateId.Check(id, nameof(CertificateId));
                var usage = known.GetValueOrDefault(id) ?? throw NotFound(id);
                if (usage.IsUsed)
                    output.Verbose(Wording.Of($"{id} is bound and was skipped."));
                else
                    await RemoveAsync(id, usage.SubjectCN ?? usage.Alias, usage.NotAfter, output, cancellationToken).ConfigureAwait(false);
            }).ConfigureAwait(false);
        }
    }

    private async Task FindAndRemoveAsync(string id, CmdletOutput output, CancellationToken cancellationToken)
    {
        try
        {
            var certificate = await new GaapCertificateStore(Client)
                .GetAsync(id, cancellationToken: cancellationToken).ConfigureAwait(false);
            await RemoveAsync(
                id, certificate.SubjectCN ?? certificate.Alias, certificate.NotAfter, output, cancellationToken).ConfigureAwait(false);
        }
        catch (TencentCertException exception) when (exception.IsNotFound)
        {
            throw NotFound(id);
        }
    }

    private async Task RemoveAsync(string id, string? name, DateTimeOffset? end, CmdletOutput output, CancellationToken cancellationToken)
    {
        if (await output.ShouldProcessAsync(Wording.Of($"{id} ({name}, until {DateText.Day(end)})"), Wording.Of(
            $"Remove from GAAP's certificate store (DeleteCertificate)")).ConfigureAwait(false)
            && !await new GaapCertificateStore(Client).RemoveAsync(id, cancellationToken).ConfigureAwait(false))
        {
            throw NotFound(id);
        }
    }

    private static TencentCertException NotFound(string id) => new(ErrorCodes.NotFound,
        $"There is no certificate {id} in the GAAP certificate store.");
}
