using System.Management.Automation;
using TencentCert.Core.Certificates;
using TencentCert.Core.Diagnostics;
using TencentCert.Core.Inventory;
using TencentCert.Core.Strings;
using TencentCert.Pipeline;

namespace TencentCert.Inventory;

/// <summary>Writes the inventory of both services to a file: a page, a table, JSON or metrics, as the path's ending says.</summary>
[Cmdlet(VerbsData.Export, "TencentCertInventory", SupportsShouldProcess = true)]
[OutputType(typeof(InventoryFile))]
public sealed class ExportTencentCertInventoryCommand : ApiCmdlet
{
    private readonly List<TencentCertInventoryItem> _items = [];

    /// <summary>File to write; its ending says in which format.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>What <c>Get-TencentCertInventory</c> gave; read here when left out.</summary>
    [RefusesSecret]
    [Parameter(ValueFromPipeline = true)]
    [ValidateNotNull]
    [ObjectFrom("Get-TencentCertInventory")]
    public TencentCertInventoryItem[]? InputObject { get; set; }

    /// <summary>Replaces a file that exists.</summary>
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
                // Before the account is read, which takes a while.
                var format = InventoryFile.FormatOf(path);
                SecureFile.EnsureWritable(path, Force);
                SecureFile.EnsureFolder(path);
                var inventory = new CertificateInventory(Client);
                IReadOnlyList<TencentCertInventoryItem> items = isGiven
                    ? _items
                    : await inventory.ItemsAsync(cancellationToken: token).ConfigureAwait(false);
                if (inventory.NotCompared is { } reason)
                {
                    output.Warning(reason);
                }

                if (!isGiven && Client.Connection.Account is null)
                {
                    // For the head of the report. A key that may not ask leaves it open.
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
