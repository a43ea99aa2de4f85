using TencentCert.Core.Gaap;
using TencentCert.Core.Inventory;

namespace TencentCert.Gaap;

/// <summary>Lists the bindings of each certificate of the GAAP certificate store, and the unused certificates.</summary>
[Cmdlet(VerbsCommon.Get, "GaapCertificateUsage")]
[OutputType(typeof(GaapCertificateUsage))]
public sealed class GetGaapCertificateUsageCommand : ThrottledApiCmdlet
{
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);

    /// <summary>Only these certificates, ids of the GAAP certificate store.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(GaapCertificateIdCompleter))]
    public string[]? CertificateId { get; set; }

    /// <summary>Only unused certificates.</summary>
    [Parameter]
    public SwitchParameter Unused { get; set; }

    /// <summary>Only certificates that expire within this many days, expired ones included.</summary>
    [RefusesSecret]
    [Parameter]
    [ValidateRange(0, 3650)]
    public int? ExpiringWithin { get; set; }

    /// <summary>Skips the search for the SSL certificate that each is a copy of.</summary>
    [Parameter]
    public SwitchParameter SkipSource { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        foreach (var id in CertificateId ?? [])
        {
            Run(
                _ =>
                {
                    GaapCertificateId.Check(id, nameof(CertificateId));
                    _ids.Add(id);
                },
                id);
        }
    }

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        // An empty pipeline selects no certificate; an omitted parameter selects all.
        if (_ids.Count > 0 || (!MyInvocation.ExpectingInput && CertificateId is null))
        {
            Run(async (output, token) =>
            {
                output.Progress(Wording.Of($"Reading GAAP"), Wording.Of($"bindings of every listener"));
                var inventory = new CertificateInventory(Client, ThrottleLimit);
                var usages = await inventory.UsagesAsync(!SkipSource, token).ConfigureAwait(false);
                if (inventory.NotCompared is { } reason)
                    output.Warning(reason);

                var now = Client.Clock.GetUtcNow();
                foreach (var usage in usages)
                {
                    if ((_ids.Count == 0 || _ids.Contains(usage.CertificateId))
                        && !(Unused && usage.IsUsed)
                        && (ExpiringWithin is not { } days || usage.NotAfter <= now.AddDays(days)))
                    {
                        output.Write(usage);
                    }
                }

                foreach (var id in _ids.Except(usages.Select(usage => usage.CertificateId)))
                {
                    output.Error(new TencentCertException(ErrorCodes.NotFound,
                        $"There is no certificate {id} in the GAAP certificate store."), id);
                }
            });
        }

        base.EndProcessing();
    }
}
