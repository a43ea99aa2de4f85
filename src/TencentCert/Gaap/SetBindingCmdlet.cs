using TencentCert.Core.Bindings;
using TencentCert.Core.Gaap;

namespace TencentCert.Gaap;

/// <summary>A cmdlet that binds a certificate to domains or listeners: each input item is a separate plan.</summary>
public abstract class SetBindingCmdlet : VerifyingBindingCmdlet
{
    private protected const string IdSet = "Id";
    private protected const string SslSet = "SslCertificate";
    private protected const string GaapSet = "GaapCertificate";

    private protected SetBindingCmdlet() { }

    /// <summary>A certificate of the SSL service; it is imported into the GAAP certificate store first.</summary>
    [RefusesSecret]
    [Parameter(ParameterSetName = SslSet, Mandatory = true, ValueFromPipeline = true)]
    [SslCertificateInput]
    public SslCertificate? SslCertificate { get; set; }

    /// <summary>A certificate of the GAAP certificate store.</summary>
    [RefusesSecret]
    [Parameter(ParameterSetName = GaapSet, Mandatory = true, ValueFromPipeline = true)]
    [CertificateInput]
    public GaapCertificate? GaapCertificate { get; set; }

    /// <summary>Client CA certificates for mutual authentication, ids of the GAAP certificate store; unchanged when omitted.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(GaapCertificateIdCompleter))]
    public string[]? ClientCertificateId { get; set; }

    /// <summary>Waits until GAAP shows the change.</summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    private protected override BindingOptions Options => base.Options with { Wait = Wait };

    /// <summary>Adds the certificates to a request and binds them, concurrently with the other items.</summary>
    private protected void BindCertificate(BindingRequest request) => Bind(request with
    {
        CertificateId = GaapCertificate?.CertificateId ?? request.CertificateId,
        SslCertificateId = SslCertificate?.CertificateId,
        ClientCertificateId = ClientCertificateId,
        IncludeFollowers = Verify,
    });
}
