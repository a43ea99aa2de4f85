using System.Net;
using TencentCert.Core.Bindings;
using TencentCert.Core.Gaap;

namespace TencentCert.Gaap;

/// <summary>Makes a TLS handshake with a domain and compares the served certificate with the bound one.</summary>
[Cmdlet(VerbsDiagnostic.Test, "GaapCertificate")]
[OutputType(typeof(GaapCertificateTest), typeof(bool))]
public sealed class TestGaapCertificateCommand : ParallelApiCmdlet
{
    private BindingPipeline? _bindings;

    /// <summary>Listener.</summary>
    [Expects(Expected.Listener, typeof(TestGaapCertificateCommand))]
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ListenerIdCompleter))]
    public string ListenerId { get; set; } = "";

    /// <summary>Domains under the listener. A piped binding of a listener itself has none and is skipped.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    [ArgumentCompleter(typeof(ListenerDomainCompleter))]
    public string[]? Domain { get; set; } = [];

    /// <summary>Address to connect to, <c>host:port</c>; the domain itself and the listener's port when omitted.</summary>
    [RefusesSecret]
    [Parameter]
    [HostAndPort]
    [ValidateNotNull]
    public DnsEndPoint? ConnectTo { get; set; }

    /// <summary>Writes only true or false.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        var bindings = _bindings ??= new BindingPipeline(Client, cancellationToken: Dispatcher.Token);
        var listenerId = ListenerId;
        if (Domain is null)
        {
            // A handshake needs a name: the listener's certificate is tested at the domains that follow it.
            if (MyInvocation.ExpectingInput)
            {
                WriteVerbose(Wording.Of(
                    $"{listenerId} itself has no name that a handshake could request; "
                    + $"its domains are tested where they come through the pipeline."));
            }
            else
            {
                WriteError(ErrorRecords.From(new TencentCertException(ErrorCodes.InvalidParameter,
                    $"-Domain is empty. Give a domain under the listener; Get-GaapDomain lists them."), listenerId));
            }

            return;
        }

        foreach (var domain in Domain)
        {
            Start(
                async (output, token) =>
                {
                    var bound = await bindings.Planner.ForTestAsync(listenerId, domain, token).ConfigureAwait(false);
                    var address = ConnectTo ?? Client.Connection.Options.ConnectTo;
                    var test = await TlsVerifier.TestAsync(bound, address, Client.Connection.ServerTime, token).ConfigureAwait(false);
                    output.Write(Quiet ? test.Passed : test);
                    if (test is { Passed: true, ClientProblem: { Count: > 0 } problems })
                        BindingOutput.WarnOfClientProblems(output, test.Domain, test.ListenerId, test.CertificateId, problems);
                },
                domain);
        }
    }

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
            _bindings?.Dispose();
    }
}
