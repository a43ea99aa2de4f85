namespace TencentCert.Ssl;

/// <summary>A cmdlet that processes certificates of the SSL service concurrently.</summary>
public abstract class SslCertificatesCmdlet : ParallelApiCmdlet
{
    private protected SslCertificatesCmdlet() { }

    /// <summary>Certificates.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(SslCertificateIdCompleter))]
    public string[] CertificateId { get; set; } = [];

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        foreach (var id in CertificateId)
            Start((output, token) => ProcessAsync(id, output, token), id);
    }

    private protected abstract Task ProcessAsync(string id, CmdletOutput output, CancellationToken cancellationToken);
}
