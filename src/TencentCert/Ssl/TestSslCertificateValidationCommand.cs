namespace TencentCert.Ssl;

/// <summary>Checks for each domain whether its validation passes (CheckCertificateDomainVerification).</summary>
[Cmdlet(VerbsDiagnostic.Test, "SslCertificateValidation")]
[OutputType(typeof(SslValidationTest))]
public sealed class TestSslCertificateValidationCommand : ParallelApiCmdlet
{
    /// <summary>Certificates.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(SslCertificateIdCompleter))]
    public string[] CertificateId { get; set; } = [];

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        foreach (var id in CertificateId)
        {
            Start(
                async (output, token) =>
                {
                    foreach (var result in await new SslValidator(Client).TestAsync(id, token).ConfigureAwait(false))
                        output.Write(result);
                },
                id);
        }
    }
}
