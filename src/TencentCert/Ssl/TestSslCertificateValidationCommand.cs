namespace TencentCert.Ssl;

/// <summary>Checks for each domain whether its validation passes (CheckCertificateDomainVerification).</summary>
[Cmdlet(VerbsDiagnostic.Test, "SslCertificateValidation")]
[OutputType(typeof(SslValidationTest))]
public sealed class TestSslCertificateValidationCommand : SslCertificatesCmdlet
{
    private protected override async Task ProcessAsync(string id, CmdletOutput output, CancellationToken cancellationToken)
    {
        foreach (var result in await new SslValidator(Client).TestAsync(id, cancellationToken).ConfigureAwait(false))
            output.Write(result);
    }
}
