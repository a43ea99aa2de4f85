namespace TencentCert.Ssl;

/// <summary>A cmdlet that collects certificates, each once, because one call processes many.</summary>
public abstract class SslCollectingCmdlet : ApiCmdlet
{
    private protected SslCollectingCmdlet() { }

    /// <summary>Certificates.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(SslCertificateIdCompleter))]
    public string[] CertificateId { get; set; } = [];

    private protected List<string> Collected { get; } = [];

    /// <inheritdoc />
    protected override void ProcessRecord() => Collected.AddRange(CertificateId.Where(id => !Collected.Contains(id)));
}
