using System.Management.Automation;
using TencentCert.Completion;
using TencentCert.Core.Api;
using TencentCert.Core.Gaap;
using TencentCert.Core.Pem;
using TencentCert.Core.Rotation;
using TencentCert.Core.Ssl;
using TencentCert.Pipeline;
using TencentCert.Strings;

namespace TencentCert.Gaap;

/// <summary>Binds server and client certificates to listeners themselves (ModifyHTTPSListenerAttribute); domains bound to <c>default</c> follow.</summary>
[Cmdlet(VerbsCommon.Set, "GaapListenerCertificate", SupportsShouldProcess = true, DefaultParameterSetName = IdSet)]
[OutputType(typeof(GaapCertificateBinding))]
public sealed class SetGaapListenerCertificateCommand : ParallelApiCmdlet
{
    private const string IdSet = "Id";
    private const string SslSet = "SslCertificate";
    private const string GaapSet = "GaapCertificate";

    private readonly SemaphoreSlim _importing = new(1, 1);
    private GaapBindings? _bindings;
    private GaapBindingEngine? _engine;
    private Task<CarriedCertificate>? _carrying;

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
    [Parameter(ParameterSetName = SslSet, Mandatory = true)]
    [SslCertificateInput]
    public SslCertificate? SslCertificate { get; set; }

    /// <summary>Server certificate of GAAP's store.</summary>
    [Parameter(ParameterSetName = GaapSet, Mandatory = true)]
    public GaapCertificate? GaapCertificate { get; set; }

    /// <summary>Client CA certificates for mutual authentication, ids of GAAP's store; kept as they are when left out.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(GaapCertificateIdCompleter))]
    public string[]? ClientCertificateId { get; set; }

    /// <summary>Waits until GAAP shows the change.</summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    /// <summary>Seconds for each listener from its first write on.</summary>
    [Parameter]
    [ValidateRange(1, 86400)]
    public int TimeoutSec { get; set; } = 300;

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        if (ParameterSetName == IdSet && CertificateId is null && ClientCertificateId is null)
        {
            ThrowTerminatingError(ErrorRecords.From(
                new TencentCertException(ErrorCodes.InvalidParameter, Messages.Text("ServerOrClients")), null));
        }
    }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        _bindings ??= new GaapBindings(Client);
        _engine ??= new GaapBindingEngine(Client, throttleLimit: ThrottleLimit, cancellationToken: Pump.Token);
        foreach (var id in ListenerId)
        {
            // The engine bounds the requests.
            Pump.Start((output, token) => SetAsync(id, output, token), problem => Fail(problem, id), int.MaxValue);
        }
    }

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _importing.Dispose();
            _engine?.Dispose();
        }

        base.Dispose(disposing);
    }

    private async Task SetAsync(string listenerId, CmdletOutput output, CancellationToken cancellationToken)
    {
        try
        {
            if (CertificateId is not null)
            {
                GaapCertificateId.Check(CertificateId, nameof(CertificateId));
            }

            foreach (var id in ClientCertificateId ?? [])
            {
                GaapCertificateId.Check(id, nameof(ClientCertificateId));
            }

            var listener = await new GaapEstate(Client).ListenerAsync(listenerId, cancellationToken).ConfigureAwait(false);
            var (certificateId, label) = await CertificateAsync(listener, cancellationToken).ConfigureAwait(false);
            var change = GaapBindingChange.Of(listener, certificateId ?? "", ClientCertificateId);
            if (change.IsCurrent)
            {
                output.Write(change.Outcome(GaapBindingState.AlreadyCurrent));
                return;
            }

            var clients = ClientCertificateId is { } wanted ? $", client certificates {string.Join(", ", wanted)}" : "";
            if (!await output.ShouldProcessAsync(change.Target, Messages.Text("BindCertificate", $"{listener.CertificateId ?? Messages.Text("NoCertificate")} -> {label}{clients}", "ModifyHTTPSListenerAttribute")).ConfigureAwait(false))
            {
                return;
            }

            if (certificateId is null)
            {
                change = change with { CertificateId = await ImportAsync(cancellationToken).ConfigureAwait(false) };
            }

            output.Write(await _engine!.ApplyAsync(change, Wait, TimeSpan.FromSeconds(TimeoutSec)).ConfigureAwait(false));
        }
        catch (Exception failure) when (failure is TencentCertException or PemException && !ErrorRecords.EndsCommand(failure))
        {
            var outcome = new GaapCertificateBinding
            {
                ListenerId = listenerId,
                CertificateId = CertificateId ?? GaapCertificate?.CertificateId,
                State = GaapBindingState.Failed,
                RequestId = (failure as TencentCertException)?.RequestId,
                Attempts = (failure as TencentCertException)?.Attempt ?? 0,
                Error = failure.Message,
            };
            output.Write(outcome);
            output.Error(failure, outcome);
        }
    }

    // The id to bind, or null when the certificate is to be imported first; checked as far as it can be before a change.
    private async Task<(string? Id, string Label)> CertificateAsync(GaapListener listener, CancellationToken cancellationToken)
    {
        if (SslCertificate is { } source)
        {
            Task<CarriedCertificate> carrying;
            lock (_importing)
            {
                carrying = _carrying ??= new CertificateCarrier(Client).FetchAsync(source.CertificateId, cancellationToken: cancellationToken);
            }

            var copy = (await carrying.ConfigureAwait(false)).Copy;
            return copy is null ? (null, $"{source.CertificateId} of the SSL service, imported first") : (copy.CertificateId, copy.CertificateId);
        }

        var id = GaapCertificate?.CertificateId ?? CertificateId;
        if (id is not null)
        {
            _bindings!.CheckServes(await _bindings.CertificateAsync(id, cancellationToken).ConfigureAwait(false));
        }

        id ??= listener.CertificateId ?? throw new TencentCertException(ErrorCodes.NotFound, $"Listener {listener.ListenerId} has no server certificate to keep.");
        return (id, id);
    }

    private async Task<string> ImportAsync(CancellationToken cancellationToken)
    {
        await _importing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            // The store itself finds what another listener's turn has just imported.
            return (await new CertificateCarrier(Client).ImportAsync(await _carrying!.ConfigureAwait(false), cancellationToken: cancellationToken).ConfigureAwait(false)).CertificateId;
        }
        finally
        {
            _importing.Release();
        }
    }
}
