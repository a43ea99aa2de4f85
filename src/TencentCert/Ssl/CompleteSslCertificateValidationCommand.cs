namespace TencentCert.Ssl;

/// <summary>Requests an immediate check of the published records (CompleteCertificate).</summary>
[Cmdlet(VerbsLifecycle.Complete, "SslCertificateValidation", SupportsShouldProcess = true)]
[OutputType(typeof(SslOrderChange))]
public sealed class CompleteSslCertificateValidationCommand : ParallelApiCmdlet
{
    private readonly HashSet<string> _done = new(StringComparer.Ordinal);

    /// <summary>Certificates whose records are published.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(SslCertificateIdCompleter))]
    public string[] CertificateId { get; set; } = [];

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        // The input may contain several records of one certificate; one check covers all.
        foreach (var id in CertificateId.Where(_done.Add))
            Start((output, token) => CompleteAsync(id, output, token), id);
    }

    private async Task CompleteAsync(string id, CmdletOutput output, CancellationToken cancellationToken)
    {
        var before = await new SslCertificateReader(Client).GetAsync(id, cancellationToken).ConfigureAwait(false);
        if (before.Status == SslCertificateStatus.Issued
            || await output.ShouldProcessAsync(Wording.Of($"{id} ({before.Domain})"), Wording.Of(
                $"Validate the domain now (CompleteCertificate)")).ConfigureAwait(false))
        {
            output.Write(await new SslValidator(Client).CompleteAsync(before, cancellationToken).ConfigureAwait(false));
        }
    }
}
