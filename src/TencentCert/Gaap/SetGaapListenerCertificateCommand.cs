using TencentCert.Core.Bindings;

namespace TencentCert.Gaap;

/// <summary>
/// Binds server and client certificates to listeners themselves (ModifyHTTPSListenerAttribute); domains bound to <c>default</c> follow.
/// </summary>
[Cmdlet(VerbsCommon.Set, "GaapListenerCertificate", SupportsShouldProcess = true, DefaultParameterSetName = IdSet)]
[OutputType(typeof(GaapCertificateBinding))]
public sealed class SetGaapListenerCertificateCommand : SetBindingCmdlet
{
    /// <summary>Listeners.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ListenerIdCompleter))]
    public string[] ListenerId { get; set; } = [];

    /// <summary>
    /// Server certificate, an id of the GAAP certificate store; unchanged when omitted. Never bound from the pipeline: a piped listener's
    /// current
    /// certificate would bind.
    /// </summary>
    [Parameter(ParameterSetName = IdSet, Position = 1)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(GaapCertificateIdCompleter))]
    public string? CertificateId { get; set; }

    /// <summary>Binds a certificate even if it does not cover every domain that follows the listener.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected override BindingOptions Options => base.Options with { Force = Force };

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        if (SslCertificate is null && GaapCertificate is null && CertificateId is null && ClientCertificateId is null)
            Terminate($"Give a server certificate, -ClientCertificateId, or both.");

        foreach (var listenerId in ListenerId)
            BindCertificate(new BindingRequest { ListenerId = listenerId, CertificateId = CertificateId, AllowUncovered = Force });
    }
}
