using System.Security;

namespace TencentCert.Ssl;

/// <summary>Applies for free certificates, each once (ApplyCertificate).</summary>
[Cmdlet(VerbsLifecycle.Request, "SslCertificate", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(SslCertificateOrder), typeof(SslCertificate))]
public sealed class RequestSslCertificateCommand : ApiCmdlet
{
    /// <summary>Domains; each gets a separate certificate.</summary>
    [Expects(Expected.Domain, typeof(RequestSslCertificateCommand))]
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string[] Domain { get; set; } = [];

    /// <summary>How the domain is validated.</summary>
    [RefusesSecret]
    [Parameter(Mandatory = true, Position = 1)]
    [Alias("DvAuthMethod")]
    public SslValidType ValidType { get; set; }

    /// <summary>RSA or ECC.</summary>
    [Parameter]
    [Alias("CsrEncryptAlgo")]
    [ArgumentCompleter(typeof(KeyAlgorithmCompleter))]
    [ValidateNotNullOrEmpty]
    public string? KeyAlgorithm { get; set; }

    /// <summary>2048 or prime256v1.</summary>
    [Parameter]
    [Alias("CsrKeyParameter")]
    [ArgumentCompleter(typeof(KeyParameterCompleter))]
    [ValidateNotNullOrEmpty]
    public string? KeyParameter { get; set; }

    /// <summary>Password of the PFX and JKS files that the service creates.</summary>
    [RefusesText]
    [Parameter]
    public SecureString? CsrKeyPassword { get; set; }

    /// <summary>Alias.</summary>
    [Parameter]
    [Alias("Name")]
    [ValidateLength(1, 255)]
    public string? Alias { get; set; }

    /// <summary>Email address of the order.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? ContactEmail { get; set; }

    /// <summary>Telephone number of the order.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? ContactPhone { get; set; }

    /// <summary>Project.</summary>
    [RefusesSecret]
    [Parameter]
    [ValidateRange(0, long.MaxValue)]
    public long? ProjectId { get; set; }

    /// <summary>Certificate to renew, within 30 days of its expiry.</summary>
    [Parameter]
    [Alias("OldCertificateId")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(SslCertificateIdCompleter))]
    public string? RenewCertificate { get; set; }

    /// <summary>Lets the service remove its DNS record after issue; with DNS_AUTO.</summary>
    [Parameter]
    public SwitchParameter DeleteDnsAutoRecord { get; set; }

    /// <summary>Applies even if the domain has a certificate or a pending order.</summary>
    [Parameter]
    [Alias("Force")]
    public SwitchParameter AllowDuplicate { get; set; }

    /// <summary>Waits for issue and writes the certificate instead of the order.</summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    /// <summary>Seconds to wait for each certificate, with <c>-Wait</c>.</summary>
    [RefusesSecret]
    [Parameter]
    [ValidateRange(0, 604800)]
    public int TimeoutSec { get; set; } = 1800;

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        foreach (var domain in Domain)
            Run((output, token) => RequestAsync(domain, output, token), domain);
    }

    private async Task RequestAsync(string domain, CmdletOutput output, CancellationToken cancellationToken)
    {
        var request = new SslOrderRequest
        {
            Domain = domain,
            ValidType = ValidType,
            KeyAlgorithm = KeyAlgorithm,
            KeyParameter = KeyParameter,
            CsrKeyPassword = CsrKeyPassword,
            Alias = Alias,
            ContactEmail = ContactEmail,
            ContactPhone = ContactPhone,
            ProjectId = ProjectId,
            RenewCertificateId = RenewCertificate,
            DeleteDnsAutoRecord = DeleteDnsAutoRecord,
            AllowDuplicate = AllowDuplicate,
        };
        var orders = new SslOrderPlacer(Client);
        var preflight = await orders.PreflightAsync(request, cancellationToken).ConfigureAwait(false);
        if (preflight.Existing is { } existing)
        {
            output.Verbose(existing.Status == SslCertificateStatus.Issued
                ? Wording.Of(
                    $"{domain} has the certificate {existing.CertificateId} until {DateText.Day(existing.NotAfter)}; nothing is sent. "
                    + $"-AllowDuplicate applies for another.")
                : Wording.Of($"{domain} has the order {existing.CertificateId} already; nothing is sent. -AllowDuplicate makes another."));
        }
        else if (!await output.ShouldProcessAsync(domain, Action()).ConfigureAwait(false))
        {
            return;
        }

        if (preflight.EndsSoon is { } old)
        {
            output.Verbose(Wording.Of(
                $"{domain}: {old.CertificateId} ends {DateText.Day(old.NotAfter)}, so another one is applied for. With -RenewCertificate "
                + $"{old.CertificateId} it would be its renewal."));
        }

        var order = await orders.RunAsync(request, preflight, cancellationToken).ConfigureAwait(false);
        if (!Wait)
        {
            output.WriteCreated(order, Wording.Of($"{domain} is ordered as {order.CertificateId}."));
            return;
        }

        // Written before the wait, so that a stop never loses the id.
        output.WriteHost(Wording.Of($"{domain} is ordered as {order.CertificateId}."));
        await WaitAsync(order, output, cancellationToken).ConfigureAwait(false);
    }

    private async Task WaitAsync(SslCertificateOrder order, CmdletOutput output, CancellationToken cancellationToken)
    {
        try
        {
            SslCertificate? last = null;
            var issued = await new SslIssuance(Client).WaitAsync(
                order.CertificateId,
                TimeSpan.FromSeconds(TimeoutSec),
                progress: current =>
                {
                    ValidationNotice.Announce(last, current, output);
                    last = current;
                    output.Progress(Wording.Of($"Waiting for issue"),
                        Wording.Of($"{order.Domain} {order.CertificateId}: {current.Status} {current.StatusMessage}"));
                },
                cancellationToken: cancellationToken).ConfigureAwait(false);
            output.Write(issued);
        }
        catch (TencentCertException exception)
        {
            // The order is the target, so that it can be piped to Wait-SslCertificate.
            output.Error(exception, order);
        }
    }

    private string Action() => RenewCertificate is null
        ? Wording.Of($"Apply for a free certificate with {ValidType} validation (ApplyCertificate)")
        : Wording.Of($"Renew {RenewCertificate} with a free certificate and {ValidType} validation (ApplyCertificate)");
}
