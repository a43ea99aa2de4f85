using TencentCert.Core.Bindings;
using TencentCert.Core.Gaap;

namespace TencentCert.Gaap;

/// <summary>Binds a certificate to domains of a listener (ModifyCertificate).</summary>
[Cmdlet(VerbsCommon.Set, "GaapCertificate", SupportsShouldProcess = true, DefaultParameterSetName = IdSet)]
[OutputType(typeof(GaapCertificateBinding))]
public sealed class SetGaapCertificateCommand : SetBindingCmdlet
{
    private const string ListenerSet = "ListenerCertificate";

    /// <summary>Listener.</summary>
    [Expects(Expected.Listener, typeof(SetGaapCertificateCommand))]
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ListenerIdCompleter))]
    public string ListenerId { get; set; } = "";

    /// <summary>Domains under the listener.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ListenerDomainCompleter))]
    public string[] Domain { get; set; } = [];

    /// <summary>
    /// Certificate, an id of the GAAP certificate store. Never bound from the pipeline: the id of a piped object may belong to the SSL
    /// service.
    /// </summary>
    [Parameter(ParameterSetName = IdSet, Mandatory = true, Position = 2)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(GaapCertificateIdCompleter))]
    public string CertificateId { get; set; } = "";

    /// <summary>Lets the domain use its listener's certificate.</summary>
    [Parameter(ParameterSetName = ListenerSet, Mandatory = true)]
    public SwitchParameter UseListenerCertificate { get; set; }

    /// <summary>Imports a certificate of the SSL service despite an incomplete chain, invalid dates or another purpose.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected override BindingOptions Options => base.Options with { Force = Force };

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        foreach (var domain in Domain)
        {
            BindCertificate(new BindingRequest
            {
                ListenerId = ListenerId,
                Domain = domain,
                CertificateId = UseListenerCertificate ? GaapCertificateId.Default : ParameterSetName == IdSet ? CertificateId : null,
            });
        }
    }
}
