using TencentCert.Core.Certificates;
using TencentCert.Core.Diagnostics;
using TencentCert.Core.Inventory;

namespace TencentCert.Inventory;

/// <summary>Writes the inventory of both services to a file: HTML, CSV, JSON or metrics, depending on the file extension.</summary>
[Cmdlet(VerbsData.Export, "TencentCertInventory", SupportsShouldProcess = true)]
[OutputType(typeof(InventoryFile))]
public sealed class ExportTencentCertInventoryCommand : ApiCmdlet
{
    private readonly List<TencentCertInventoryItem> _items = [];

    /// <summary>File to write; its extension determines the format.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>Output of <c>Get-TencentCertInventory</c>; read from the account when omitted.</summary>
    [RefusesSecret]
    [Parameter(ValueFromPipeline = true)]
    [ValidateNotNull]
    [ObjectFrom("Get-TencentCertInventory")]
    public TencentCertInventoryItem[]? InputObject { get; set; }

    /// <summary>Replaces an existing file.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord() => _items.AddRange(InputObject ?? []);

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        var path = FilePath(Path);
        var isGiven = MyInvocation.ExpectingInput || InputObject is not null;
        Run(
            async (output, token) =>
            {
                // Fails before the account is read, which is slow.
                var format = InventoryFile.FormatOf(path);
                SecureFile.EnsureWritable(path, Force);
                SecureFile.EnsureFolder(path);
                var inventory = new CertificateInventory(Client);
                IReadOnlyList<TencentCertInventoryItem> items = isGiven
                    ? _items
                    : await inventory.ItemsAsync(cancellationToken: token).ConfigureAwait(false);
                if (inventory.NotCompared is { } reason)
                    output.Warning(reason);

                if (!isGiven && Client.Connection.Account is null)
                {
                    // Account for the header of the report; empty without permission to read it.
                    await new ConnectionTest(Client.Connection).RunAsync(token).ConfigureAwait(false);
                }

                if (await output.ShouldProcessAsync(
                    path, Wording.Of($"Write a report of {items.Count} certificates")).ConfigureAwait(false))
                {
                    var source = InventorySource.Of(Client.Connection);
                    SecureFile.WriteText(path, InventoryFile.Text(format, items, source), secret: false, overwrite: Force);
                    output.Write(InventoryFile.Of(path, format, items, source));
                }
            },
            path);
        base.EndProcessing();
    }
}
