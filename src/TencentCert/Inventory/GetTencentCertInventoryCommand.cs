using TencentCert.Core.Inventory;

namespace TencentCert.Inventory;

/// <summary>Lists the certificates of both services in one table, ordered by expiry, with their bindings in GAAP.</summary>
[Cmdlet(VerbsCommon.Get, "TencentCertInventory")]
[OutputType(typeof(TencentCertInventoryItem))]
public sealed class GetTencentCertInventoryCommand : ThrottledApiCmdlet
{
    /// <summary>Only certificates that expire within this many days, expired ones included.</summary>
    [RefusesSecret]
    [Parameter(Position = 0)]
    [Expects(Expected.Days, typeof(GetTencentCertInventoryCommand))]
    [ValidateRange(0, 3650)]
    public int? ExpiringWithin { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord() => Run(async (output, token) =>
    {
        output.Progress(Wording.Of($"Reading both services"), Wording.Of($"certificates and bindings"));
        var inventory = new CertificateInventory(Client, ThrottleLimit);
        foreach (var item in await inventory.ItemsAsync(ExpiringWithin, token).ConfigureAwait(false))
            output.Write(item);

        if (inventory.NotCompared is { } reason)
            output.Warning(reason);
    });
}
