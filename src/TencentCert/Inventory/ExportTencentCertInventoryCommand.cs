using System.Management.Automation;
using TencentCert.Core.Certificates;
using TencentCert.Core.Inventory;
using TencentCert.Core.Strings;
using TencentCert.Pipeline;

namespace TencentCert.Inventory;

/// <summary>Writes the inventory of both services as one HTML page that needs no network: a timeline of expiries and the bindings of each certificate.</summary>
[Cmdlet(VerbsData.Export, "TencentCertInventory", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class ExportTencentCertInventoryCommand : ApiCmdlet
{
    private readonly List<TencentCertInventoryItem> _items = [];

    /// <summary>File to write.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>What <c>Get-TencentCertInventory</c> gave; read here when left out.</summary>
    [Parameter(ValueFromPipeline = true)]
    [ValidateNotNull]
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
                SecureFile.EnsureWritable(path, Force);
                SecureFile.EnsureFolder(path);
                IReadOnlyList<TencentCertInventoryItem> items = isGiven ? _items : await new CertificateInventory(Client).ItemsAsync(cancellationToken: token).ConfigureAwait(false);
                if (await output.ShouldProcessAsync(path, Wording.Of(
                    $"Write a report of {items.Count} certificates")).ConfigureAwait(false))
                {
                    SecureFile.WriteText(path, InventoryReport.Html(items, Client.Connection.Endpoints.ToString(), Client.Clock.GetUtcNow()), secret: false, overwrite: Force);
                    output.Write(new FileInfo(path));
                }
            },
            path);
        base.EndProcessing();
    }
}
