namespace TencentCert.Ssl;

/// <summary>Returns the DNS records or files to publish for pending certificates, one object each.</summary>
[Cmdlet(VerbsCommon.Get, "SslCertificateValidation")]
[OutputType(typeof(SslValidationRecord))]
public sealed class GetSslCertificateValidationCommand : SslCertificatesCmdlet
{
    /// <summary>Seconds to wait for the records of a pending order; the service creates them shortly after the order.</summary>
    [RefusesSecret]
    [Parameter]
    [ValidateRange(0, 3600)]
    public int TimeoutSec { get; set; } = 60;

    private protected override async Task ProcessAsync(string id, CmdletOutput output, CancellationToken cancellationToken)
    {
        var certificate = await new SslValidator(Client)
            .GetAsync(id, TimeSpan.FromSeconds(TimeoutSec), cancellationToken).ConfigureAwait(false);
        if (certificate.Validation.Count == 0)
            output.Verbose(Wording.Of($"{id} ({certificate.Domain}) is {certificate.Status} and asks for no record."));

        foreach (var record in certificate.Validation)
            output.Write(record);
    }
}
