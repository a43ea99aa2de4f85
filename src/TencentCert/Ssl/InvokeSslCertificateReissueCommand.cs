using System.Security;
using TencentCert.Core.Certificates;

namespace TencentCert.Ssl;

/// <summary>Reissues certificates, each once (ReplaceCertificate).</summary>
[Cmdlet(VerbsLifecycle.Invoke, "SslCertificateReissue", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High,
    DefaultParameterSetName = "Content")]
[OutputType(typeof(SslCertificateReissue))]
public sealed class InvokeSslCertificateReissueCommand : ApiCmdlet
{
    /// <summary>Certificates to reissue.</summary>
    [Expects(Expected.SslCertificate, typeof(InvokeSslCertificateReissueCommand))]
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(SslCertificateIdCompleter))]
    public string[] CertificateId { get; set; } = [];

    /// <summary>How the domain is validated.</summary>
    [RefusesSecret]
    [Parameter(Mandatory = true, Position = 1)]
    public SslValidType ValidType { get; set; }

    /// <summary>Source of the key; when left out, the certificate request if given, otherwise the original certificate's key.</summary>
    [RefusesSecret]
    [Parameter]
    public SslCsrType? CsrType { get; set; }

    /// <summary>Certificate request as PEM; implies <c>-CsrType upload</c>.</summary>
    [Parameter(ParameterSetName = "Content", ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [PemLines]
    public string? CsrContent { get; set; }

    /// <summary>File with the certificate request; implies <c>-CsrType upload</c>.</summary>
    [Parameter(ParameterSetName = "Path", Mandatory = true)]
    [ValidateNotNullOrEmpty]
    public string? CsrPath { get; set; }

    /// <summary>Password of the key.</summary>
    [RefusesText]
    [Parameter]
    public SecureString? CsrKeyPassword { get; set; }

    /// <summary>Reason, shown in the console.</summary>
    [Parameter]
    [ValidateLength(1, 255)]
    public string? Reason { get; set; }

    /// <summary>Algorithm of a key made online.</summary>
    [Parameter]
    [Alias("CertCSREncryptAlgo")]
    [ArgumentCompleter(typeof(KeyAlgorithmCompleter))]
    [ValidateNotNullOrEmpty]
    public string? KeyAlgorithm { get; set; }

    /// <summary>Size or curve of a key made online.</summary>
    [Parameter]
    [Alias("CertCSRKeyParameter")]
    [ArgumentCompleter(typeof(KeyParameterCompleter))]
    [ValidateNotNullOrEmpty]
    public string? KeyParameter { get; set; }

    /// <summary>Reissues even a certificate that is itself a reissue. Does not affect confirmation or <c>-WhatIf</c>.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        var csrPath = FilePath(CsrPath);

        // Sequential: sibling names of one domain cannot be reissued concurrently.
        foreach (var id in CertificateId)
            Run((output, token) => ReissueAsync(id, csrPath, output, token), id);
    }

    private async Task ReissueAsync(string id, string? csrPath, CmdletOutput output, CancellationToken cancellationToken)
    {
        var request = new SslReissueRequest
        {
            CertificateId = id,
            ValidType = ValidType,
            CsrType = CsrType ?? (csrPath is null && CsrContent is null ? null : SslCsrType.Upload),
            CsrContent = csrPath is null ? CsrContent : CertificateRequestPem.FromFile(csrPath).ToPem(),
            CsrKeyPassword = CsrKeyPassword,
            Reason = Reason,
            KeyAlgorithm = KeyAlgorithm,
            KeyParameter = KeyParameter,
            Force = Force,
        };
        var reissues = new SslReissuer(Client);
        var preflight = await reissues.PreflightAsync(request, cancellationToken).ConfigureAwait(false);
        if (preflight.Existing is { } existing)
        {
            output.Verbose(Wording.Of($"{id} was reissued before as {existing.CertificateId}; nothing is sent."));
            output.Write(existing);
            return;
        }

        // Piped lists (-ExpiringWithin) may include expired certificates: a warning, not an error.
        if (preflight.Refusal is { } refusal && MyInvocation.ExpectingInput)
        {
            output.Warning(refusal.Message);
            return;
        }

        var original = preflight.Original;
        if (preflight.Refusal is not null || await output.ShouldProcessAsync(
            Wording.Of($"{id} ({original.Domain}, {original.DaysLeft} days left)"),
            Wording.Of($"Reissue with {ValidType} validation (ReplaceCertificate)")).ConfigureAwait(false))
        {
            var created = await reissues.RunAsync(request, preflight, cancellationToken).ConfigureAwait(false);
            output.WriteCreated(created, Wording.Of($"{id} is reissued as {created.CertificateId}."));
        }
    }
}
