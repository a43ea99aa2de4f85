using System.Management.Automation;
using TencentCert.Completion;
using TencentCert.Core.Bindings;
using TencentCert.Core.Certificates;
using TencentCert.Core.Errors;
using TencentCert.Core.Gaap;
using TencentCert.Core.Ssl;
using TencentCert.Core.Strings;
using TencentCert.Pipeline;

namespace TencentCert.Gaap;

/// <summary>Binds server and client certificates to listeners themselves (ModifyHTTPSListenerAttribute); domains bound to <c>default</c> follow.</summary>
[Cmdlet(VerbsCommon.Set, "GaapListenerCertificate", SupportsShouldProcess = true, DefaultParameterSetName = IdSet)]
[OutputType(typeof(GaapCertificateBinding))]
public sealed class SetGaapListenerCertificateCommand : ParallelApiCmdlet
{
    private const string IdSet = "Id";
    private const string SslSet = "SslCertificate";
    private const string GaapSet = "GaapCertificate";

    private readonly RequestedCertificates _requested = new();
    private GaapBindings? _bindings;
    private CarriedCertificates? _carried;
    private GaapBindingEngine? _engine;
    private SharedFailure? _shared;

    /// <summary>Creates the cmdlet.</summary>
    public SetGaapListenerCertificateCommand() => ThrottleLimit = GaapBindingEngine.DefaultThrottleLimit;

    /// <summary>Listeners.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ListenerIdCompleter))]
    public string[] ListenerId { get; set; } = [];

    /// <summary>Server certificate, an id of GAAP's store; kept as it is when left out. Never bound from the pipeline: a listener's own id would come in.</summary>
    [Parameter(ParameterSetName = IdSet, Position = 1)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(GaapCertificateIdCompleter))]
    public string? CertificateId { get; set; }

    /// <summary>Server certificate of the SSL service; it is carried into GAAP's store first.</summary>
    [Parameter(ParameterSetName = SslSet, Mandatory = true, ValueFromPipeline = true)]
    [SslCertificateInput]
    public SslCertificate? SslCertificate { get; set; }

    /// <summary>Server certificate of GAAP's store.</summary>
    [Parameter(ParameterSetName = GaapSet, Mandatory = true, ValueFromPipeline = true)]
    public GaapCertificate? GaapCertificate { get; set; }

    /// <summary>Client CA certificates for mutual authentication, ids of GAAP's store; kept as they are when left out.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(GaapCertificateIdCompleter))]
    public string[]? ClientCertificateId { get; set; }

    /// <summary>Binds a certificate that does not cover every domain that follows the listener.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Waits until GAAP shows the change.</summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    /// <summary>Seconds for each listener from its first write on.</summary>
    [Parameter]
    [ValidateRange(1, 86400)]
    public int TimeoutSec { get; set; } = 300;

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        var serverId = GaapCertificate?.CertificateId ?? CertificateId;
        if (SslCertificate is null && serverId is null && ClientCertificateId is null)
        {
            ThrowTerminatingError(ErrorRecords.From(
                new TencentCertException(ErrorCodes.InvalidParameter, $"Give a server certificate, -ClientCertificateId, or both."), null));
        }

        _shared ??= new SharedFailure(Pump.Token);
        _carried ??= new CarriedCertificates(Client, _shared, Force);
        _bindings ??= new GaapBindings(Client);
        _engine ??= new GaapBindingEngine(Client, throttleLimit: ThrottleLimit, cancellationToken: Pump.Token);
        foreach (var id in ListenerId)
        {
            var request = new Request(id, SslCertificate, serverId);
            var refusal = (SslCertificate?.CertificateId ?? serverId) is { } wanted ? _requested.Refuse(id, null, wanted) : null;

            // The engine bounds the requests.
            Pump.Start((output, token) => SetAsync(request, refusal, output, token), problem => Fail(problem, id), int.MaxValue);
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

    private async Task SetAsync(Request request, TencentCertException? refusal, CmdletOutput output, CancellationToken cancellationToken)
    {
        GaapBindingChange? change = null;
        try
        {
            if (refusal is not null)
            {
                throw refusal;
            }

            if (request.CertificateId is not null)
            {
                GaapCertificateId.Check(request.CertificateId, nameof(CertificateId));
            }

            foreach (var id in ClientCertificateId ?? [])
            {
                GaapCertificateId.Check(id, nameof(ClientCertificateId));
            }

            var listener = await _shared!.AskAsync(token => new GaapEstate(Client).ListenerAsync(request.ListenerId, token)).ConfigureAwait(false);
            var (certificateId, label, names) = await _shared.AskAsync(token => CertificateAsync(listener, request, token)).ConfigureAwait(false);
            change = GaapBindingChange.Of(listener, certificateId ?? "", ClientCertificateId);
            if (change.IsCurrent)
            {
                output.Write(change.Outcome(GaapBindingState.AlreadyCurrent));
                return;
            }

            if (!Force)
            {
                await _shared.AskAsync(token => _bindings!.CheckCoversFollowersAsync(listener, request.Source?.CertificateId ?? label, names, token)).ConfigureAwait(false);
            }

            var bound = $"{listener.CertificateId ?? Wording.Of($"(none)")} -> {label}";
            bound = ClientCertificateId is { } wanted ? Wording.Of($"{bound}, client certificates {Wording.List(wanted)}") : bound;
            if (!await output.ShouldProcessAsync(change.Target, Wording.Of(
                $"Bind certificate {bound} ({"ModifyHTTPSListenerAttribute"})")).ConfigureAwait(false))
            {
                return;
            }

            if (certificateId is null)
            {
                var carried = await _carried!.FetchAsync(request.Source!.CertificateId).ConfigureAwait(false);
                change = change with { CertificateId = await _carried.ImportAsync(carried, cancellationToken).ConfigureAwait(false) };
            }

            output.Write(await _engine!.ApplyAsync(change, Wait, TimeSpan.FromSeconds(TimeoutSec)).ConfigureAwait(false));
        }
        catch (Exception failure) when (failure is TencentCertException or PemException)
        {
            // What was bound before is in the plan: after a failed write it is what an undo needs.
            var asked = change ?? new GaapBindingChange { ListenerId = request.ListenerId, CertificateId = request.CertificateId ?? "" };

            // One that was to be imported first has no id yet.
            var outcome = asked.Outcome(failure) with { CertificateId = asked.CertificateId.Length > 0 ? asked.CertificateId : null };
            output.Write(outcome);
            if (_shared!.News(failure) is { } news)
            {
                output.Error(news, outcome);
            }
        }
    }

    // The id to bind, or null when the certificate is to be imported first; checked as far as it can be before a change.
    // A certificate that stays is not judged: no names.
    private async Task<(string? Id, string Label, IReadOnlyList<string> Names)> CertificateAsync(GaapListener listener, Request request, CancellationToken cancellationToken)
    {
        if (request.Source is { CertificateId: var source })
        {
            var carried = await _carried!.FetchAsync(source).ConfigureAwait(false);
            var names = carried.Bundle.Chain.Leaf.DnsNames;
            return carried.Copy is { CertificateId: var copy } ? (copy, copy, names) : (null, Wording.Of(
                $"{source} of the SSL service, imported first"), names);
        }

        if (request.CertificateId is { } wanted)
        {
            var certificate = await _bindings!.CertificateAsync(wanted, cancellationToken).ConfigureAwait(false);
            _bindings.CheckServes(certificate);
            return (wanted, wanted, certificate.DnsNames);
        }

        var kept = listener.CertificateId
            ?? throw new TencentCertException(ErrorCodes.NotFound, $"Listener {listener.ListenerId} has no server certificate to keep.");
        return (kept, kept, []);
    }

    private sealed record Request(string ListenerId, SslCertificate? Source, string? CertificateId);
}
