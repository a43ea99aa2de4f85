using TencentCert.Core.Bindings;

namespace TencentCert.Gaap;

/// <summary>
/// Sets the authentication between domains, their origin servers and their clients (SetAuthentication); omitted settings are unchanged.
/// </summary>
[Cmdlet(VerbsCommon.Set, "GaapDomainAuthentication", SupportsShouldProcess = true)]
[OutputType(typeof(GaapCertificateBinding))]
public sealed class SetGaapDomainAuthenticationCommand : BindingCmdlet
{
    /// <summary>Listener.</summary>
    [Expects(Expected.Listener, typeof(SetGaapDomainAuthenticationCommand))]
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
    /// CA certificates that verify the origin servers' certificate, ids of the GAAP certificate store of type RealServer.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(GaapCertificateIdCompleter))]
    public string[]? RealServerCertificateId { get; set; }

    /// <summary>Name expected in the origin servers' certificate; an empty string for none.</summary>
    [Parameter]
    [AllowEmptyString]
    [ValidateNotNull]
    public string? RealServerCertificateDomain { get; set; }

    /// <summary>Certificate that GAAP presents to the origin servers, an id of the GAAP certificate store of type Gaap.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(GaapCertificateIdCompleter))]
    public string? GaapCertificateId { get; set; }

    /// <summary>Password file of basic authentication, an id of the GAAP certificate store of type BasicAuth.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(GaapCertificateIdCompleter))]
    public string? BasicAuthConfId { get; set; }

    /// <summary>
    /// CA certificates of the clients, ids of the GAAP certificate store of type Client, or <c>default</c> (ModifyCertificate).
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(GaapCertificateIdCompleter))]
    public string[]? ClientCertificateId { get; set; }

    /// <summary>Authentication to switch off.</summary>
    [RefusesSecret]
    [Parameter]
    [ValidateNotNullOrEmpty]
    public GaapAuthentication[] Disable { get; set; } = [];

    /// <summary>Waits until GAAP shows the change.</summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    private protected override BindingOptions Options => base.Options with { Wait = Wait };

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        if (RealServerCertificateId is null && RealServerCertificateDomain is null && GaapCertificateId is null && BasicAuthConfId is null
            && ClientCertificateId is null && Disable.Length == 0)
        {
            Terminate($"Give at least one certificate, -RealServerCertificateDomain, or what to switch off with -Disable.");
        }

        if ((RealServerCertificateId is not null && Disable.Contains(GaapAuthentication.RealServer))
            || (GaapCertificateId is not null && Disable.Contains(GaapAuthentication.Gaap))
            || (BasicAuthConfId is not null && Disable.Contains(GaapAuthentication.BasicAuth)))
        {
            Terminate($"A certificate was given for what -Disable switches off; leave one of the two out.");
        }

        base.BeginProcessing();
    }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        foreach (var domain in Domain)
        {
            var request = new BindingRequest { ListenerId = ListenerId, Domain = domain };
            if (ClientCertificateId is not null)
                Bind(request with { ClientCertificateId = ClientCertificateId });

            if (Edit() is { } edit)
                Bind(request with { Authentication = edit });
        }
    }

    private AuthenticationEdit? Edit()
    {
        var edit = new AuthenticationEdit
        {
            RealServerCertificateId = Disable.Contains(GaapAuthentication.RealServer) ? [] : RealServerCertificateId,
            RealServerCertificateDomain = RealServerCertificateDomain,
            GaapCertificateId = Disable.Contains(GaapAuthentication.Gaap) ? "" : GaapCertificateId,
            BasicAuthConfId = Disable.Contains(GaapAuthentication.BasicAuth) ? "" : BasicAuthConfId,
        };
        return edit == new AuthenticationEdit() ? null : edit;
    }
}

/// <summary>Authentication of a domain that can be switched off.</summary>
public enum GaapAuthentication : long
{
    /// <summary>Verification of the origin servers' certificate.</summary>
    RealServer,

    /// <summary>GAAP's certificate for the origin servers.</summary>
    Gaap,

    /// <summary>The password of basic authentication.</summary>
    BasicAuth,
}
