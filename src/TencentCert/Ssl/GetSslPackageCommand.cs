namespace TencentCert.Ssl;

/// <summary>Lists benefit packages, whose points pay for certificates (DescribePackages).</summary>
[Cmdlet(VerbsCommon.Get, "SslPackage")]
[OutputType(typeof(SslPackage))]
public sealed class GetSslPackageCommand : ApiCmdlet
{
    /// <summary>Packages; all when omitted.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string[]? PackageId { get; set; }

    /// <summary>Only packages in this state: usable, used, expired or refund.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(PackageStatusCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Status { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        var packages = new SslPackageReader(Client);
        if (PackageId is null)
            Run((output, token) => output.WriteAllAsync(packages.ListAsync(Status, cancellationToken: token)));

        foreach (var id in PackageId ?? [])
        {
            Run(
                async (output, token) =>
                {
                    if (!await output.WriteAllAsync(packages.ListAsync(Status, id, token)).ConfigureAwait(false) && Status is null)
                        throw new TencentCertException(ErrorCodes.NotFound, $"There is no benefit package {id}.");
                },
                id);
        }
    }
}
