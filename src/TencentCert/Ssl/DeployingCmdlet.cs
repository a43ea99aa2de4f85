using System.Net;
using TencentCert.Core.Bindings;

namespace TencentCert.Ssl;

/// <summary>A cmdlet that creates deployments, and can wait for their end and verify them.</summary>
public abstract class DeployingCmdlet : ApiCmdlet
{
    private protected DeployingCmdlet() { }

    /// <summary>
    /// Deploys a certificate even if it does not cover the resources' domains, is not valid now, or expires before the current one.
    /// </summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Waits until the deployment has ended.</summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    /// <summary>Waits, then verifies each domain by a TLS handshake.</summary>
    [Parameter]
    public SwitchParameter Verify { get; set; }

    /// <summary>Address for the handshakes, <c>host:port</c>; each domain itself when omitted.</summary>
    [RefusesSecret]
    [Parameter]
    [HostAndPort]
    [ValidateNotNull]
    public DnsEndPoint? ConnectTo { get; set; }

    /// <summary>Seconds for searches, for the wait, and for the verification of a domain.</summary>
    [RefusesSecret]
    [Parameter]
    [ValidateRange(0, 86400)]
    public int TimeoutSec { get; set; } = 1800;

    private protected TimeSpan Timeout => TimeSpan.FromSeconds(TimeoutSec);

    /// <summary>Writes a deployment: at once, or after its end and verification.</summary>
    private protected Task WriteAsync(
        SslDeployment created, IReadOnlyCollection<SslCertificateBinding> bindings, CmdletOutput output,
        CancellationToken cancellationToken) =>
        DeploymentOutput.WriteAsync(
            Client,
            created,
            Wait || Verify ? Timeout : null,
            output,
            cancellationToken,
            Verify
                ? finished => new SslBindingVerifier(Client).VerifyDeploymentAsync(
                    finished,
                    bindings,
                    ConnectTo,
                    Timeout,
                    (done, all) =>
                        output.Progress(Wording.Of($"Proving by TLS handshakes"), Wording.Of($"{done} of {all} domains"), 100 * done / all),
                    cancellationToken)
                : null);
}
