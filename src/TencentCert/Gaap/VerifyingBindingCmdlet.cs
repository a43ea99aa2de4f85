using System.Net;
using TencentCert.Core.Bindings;

namespace TencentCert.Gaap;

/// <summary>A cmdlet that changes the certificates domains serve to clients, which a TLS handshake can verify.</summary>
public abstract class VerifyingBindingCmdlet : BindingCmdlet
{
    private protected VerifyingBindingCmdlet() { }

    /// <summary>Verifies each domain by a TLS handshake after its change.</summary>
    [Parameter]
    public SwitchParameter Verify { get; set; }

    /// <summary>Address for the handshakes, <c>host:port</c>; each domain itself and its listener's port when omitted.</summary>
    [RefusesSecret]
    [Parameter]
    [HostAndPort]
    [ValidateNotNull]
    public DnsEndPoint? ConnectTo { get; set; }

    private protected override BindingOptions Options => base.Options with { Verify = Verify, ConnectTo = ConnectTo };

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        if (ConnectTo is not null && !Options.Verify)
            Terminate($"-ConnectTo goes with -Verify; add it, or omit -ConnectTo.");

        base.BeginProcessing();
    }
}
