using System.Management.Automation;
using System.Net;
using TencentCert.Completion;
using TencentCert.Core.Bindings;
using TencentCert.Core.Certificates;
using TencentCert.Core.Errors;
using TencentCert.Core.Gaap;
using TencentCert.Core.Ssl;
using TencentCert.Core.Strings;
using TencentCert.Pipeline;

namespace TencentCert.Gaap;

/// <summary>Binds a certificate to domains of a listener (ModifyCertificate).</summary>
[Cmdlet(VerbsCommon.Set, "GaapCertificate", SupportsShouldProcess = true, DefaultParameterSetName = IdSet)]
[OutputType(typeof(GaapCertificateBinding))]
public sealed class SetGaapCertificateCommand : ParallelApiCmdlet
{
    private const string IdSet = "Id";
    private const string ListenerSet = "ListenerCertificate";
    private const string SslSet = "SslCertificate";
    private const string GaapSet = "GaapCertificate";

    private readonly RequestedCertificates _requested = new();
    private GaapBindings? _bindings;
    private CarriedCertificates? _carried;
    private GaapBindingEngine? _engine;
    private SharedFailure? _shared;

    /// <summary>Creates the cmdlet.</summary>
    public SetGaapCertificateCommand() => ThrottleLimit = 16;

    /// <summary>Listener.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ListenerIdCompleter))]
    public string ListenerId { get; set; } = "";

    /// <summary>Domains under the listener.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ListenerDomainCompleter))]
    public string[] Domain { get; set; } = [];

    /// <summary>Certificate, an id of GAAP's store. Never bound from the pipeline: a piped object's id may be of the other service.</summary>
    [Parameter(ParameterSetName = IdSet, Mandatory = true, Position = 2)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(GaapCertificateIdCompleter))]
    public string CertificateId { get; set; } = "";

    /// <summary>Lets the domain use its listener's certificate.</summary>
    [Parameter(ParameterSetName = ListenerSet, Mandatory = true)]
    public SwitchParameter UseListenerCertificate { get; set; }

    /// <summary>A certificate of the SSL service; it is carried into GAAP's store first.</summary>
    [Parameter(ParameterSetName = SslSet, Mandatory = true, ValueFromPipeline = true)]
    [SslCertificateInput]
    public SslCertificate? SslCertificate { get; set; }

    /// <summary>A certificate of GAAP's store.</summary>
    [Parameter(ParameterSetName = GaapSet, Mandatory = true, ValueFromPipeline = true)]
    public GaapCertificate? GaapCertificate { get; set; }

    /// <summary>Client CA certificates for mutual authentication, ids of GAAP's store, or <c>default</c>; kept as they are when left out.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(GaapCertificateIdCompleter))]
    public string[]? ClientCertificateId { get; set; }

    /// <summary>Waits until GAAP shows the change.</summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    /// <summary>Waits, and then proves by a TLS handshake that the certificate is served.</summary>
    [Parameter]
    public SwitchParameter Verify { get; set; }

    /// <summary>Address for the handshake, <c>host:port</c>; the domain itself and the listener's port when left out.</summary>
    [Parameter]
    [HostAndPort]
    [ValidateNotNull]
    public DnsEndPoint? ConnectTo { get; set; }

    /// <summary>Seconds for each domain from its first write on, and again for its handshakes.</summary>
    [Parameter]
    [ValidateRange(1, 86400)]
    public int TimeoutSec { get; set; } = 300;

    /// <summary>Imports a certificate of the SSL service in spite of an incomplete chain, wrong dates or another purpose.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        if (ConnectTo is not null && !Verify)
        {
            ThrowTerminatingError(ErrorRecords.From(new TencentCertException(ErrorCodes.InvalidParameter,
                $"-ConnectTo goes with -Verify; add it, or leave -ConnectTo out."), null));
        }
    }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        _shared ??= new SharedFailure(Pump.Token);
        _carried ??= new CarriedCertificates(Client, _shared, Force);
        _bindings ??= new GaapBindings(Client);
        _engine ??= new GaapBindingEngine(Client, throttleLimit: ThrottleLimit, cancellationToken: Pump.Token);
        foreach (var domain in Domain)
        {
            var request = new Request(ListenerId, domain, SslCertificate, UseListenerCertificate ? GaapCertificateId.Default : GaapCertificate?.CertificateId ?? CertificateId);
            var refusal = _requested.Refuse(ListenerId, domain, SslCertificate?.CertificateId ?? request.CertificateId);

            // The engine bounds the requests. A bound on the items would let the first listener's domains, which come
            // one after the other, keep all others waiting.
            Pump.Start((output, token) => SetAsync(_bindings, request, refusal, output, token), problem => Fail(problem, domain), int.MaxValue);
        }
    }

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _carried?.Dispose();
            _engine?.Dispose();
            _shared?.Dispose();
        }

        base.Dispose(disposing);
    }

    private async Task SetAsync(GaapBindings bindings, Request request, TencentCertException? refusal, CmdletOutput output, CancellationToken cancellationToken)
    {
        var started = Client.Clock.GetTimestamp();
        GaapBindingChange? change = null;
        try
        {
            if (refusal is not null)
            {
                throw refusal;
            }

            change = request.Source is { } source
                ? await CarryAsync(bindings, request, source, output, cancellationToken).ConfigureAwait(false)
                : await AskedPlanAsync(bindings, request, output).ConfigureAwait(false);
            if (change is null)
            {
                return;
            }

            var outcome = await _engine!.ApplyAsync(change, Wait || Verify, TimeSpan.FromSeconds(TimeoutSec)).ConfigureAwait(false);
            bindings.Remember(change);
            output.Write(Verify ? await VerifyAsync(bindings, change, outcome, output, cancellationToken).ConfigureAwait(false) : outcome);
        }
        catch (Exception failure) when (failure is TencentCertException or PemException)
        {
            // What was bound before is in the plan: after a failed write it is what an undo needs.
            var asked = change ?? new GaapBindingChange { ListenerId = request.ListenerId, Domain = request.Domain, CertificateId = request.CertificateId };
            var outcome = asked.Outcome(failure) with
            {
                // One that was to be imported first has no id yet.
                CertificateId = asked.CertificateId.Length > 0 ? asked.CertificateId : null,
                Duration = Client.Clock.GetElapsedTime(started),
            };
            output.Write(outcome);
            if (_shared!.News(failure) is { } news)
            {
                output.Error(news, outcome);
            }
        }
    }

    // The certificate is in GAAP's store: one question, with the exact change in it.
    private async Task<GaapBindingChange?> AskedPlanAsync(GaapBindings bindings, Request request, CmdletOutput output)
    {
        var change = await PlanAsync(bindings, request, request.CertificateId).ConfigureAwait(false);
        return change.IsCurrent || await AskAsync(change.Target, change.ToString(), output).ConfigureAwait(false) ? change : null;
    }

    // The certificate is in the SSL service: it is fetched once, imported once, and only after a yes.
    private async Task<GaapBindingChange?> CarryAsync(
        GaapBindings bindings, Request request, SslCertificate source, CmdletOutput output, CancellationToken cancellationToken)
    {
        var carried = await _carried!.FetchAsync(source.CertificateId).ConfigureAwait(false);
        if (carried.Copy is { } copy)
        {
            return await AskedPlanAsync(bindings, request with { CertificateId = copy.CertificateId }, output).ConfigureAwait(false);
        }

        var domain = await _shared!.AskAsync(token => bindings.DomainAsync(request.ListenerId, request.Domain, token)).ConfigureAwait(false);
        bindings.CheckFits(source.CertificateId, carried.Bundle.Chain.Leaf, domain.Domain);
        if (!await AskAsync(
            Wording.Of($"{domain.Domain} on {domain.ListenerId}"),
            Wording.Of($"{domain.CertificateId ?? Wording.Of($"(none)")} -> {source.CertificateId} of the SSL service, imported first"),
            output).ConfigureAwait(false))
        {
            return null;
        }

        var imported = await _carried.ImportAsync(carried, cancellationToken).ConfigureAwait(false);
        return await PlanAsync(bindings, request, imported).ConfigureAwait(false);
    }

    private Task<GaapBindingChange> PlanAsync(GaapBindings bindings, Request request, string certificateId) =>
        _shared!.AskAsync(token => bindings.PlanAsync(
            new GaapBindingRequest { ListenerId = request.ListenerId, Domain = request.Domain, CertificateId = certificateId, ClientCertificateId = ClientCertificateId },
            token));

    private Task<bool> AskAsync(string target, string change, CmdletOutput output)
    {
        var bound = ClientCertificateId is { } wanted ? Wording.Of($"{change}, client certificates {Wording.List(wanted)}") : change;
        return output.ShouldProcessAsync(target, Wording.Of($"Bind certificate {bound} ({"ModifyCertificate"})"));
    }

    private async Task<GaapCertificateBinding> VerifyAsync(
        GaapBindings bindings, GaapBindingChange change, GaapCertificateBinding outcome, CmdletOutput output, CancellationToken cancellationToken)
    {
        var domain = await bindings.DomainAsync(change.ListenerId, change.Domain!, cancellationToken).ConfigureAwait(false);
        var expected = await bindings.ServedAsync(change, cancellationToken).ConfigureAwait(false);
        var deadline = Client.Clock.GetUtcNow().AddSeconds(TimeoutSec);
        var test = await new BindingProof(Client).WaitAsync(domain, expected, ConnectTo, deadline, cancellationToken).ConfigureAwait(false);
        var proven = outcome with { Verified = test.Passed, Error = test.Reason };
        if (!test.Passed)
        {
            output.Error(new TencentCertException(ErrorCodes.NotServed,
                $"{change.Domain} is bound to {change.CertificateId}, but {test.Reason}"), proven);
        }

        return proven;
    }

    private sealed record Request(string ListenerId, string Domain, SslCertificate? Source, string CertificateId);
}
