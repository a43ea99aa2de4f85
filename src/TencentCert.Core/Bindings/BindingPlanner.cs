using TencentCert.Core.Bindings.Journal;
using TencentCert.Core.Gaap;

namespace TencentCert.Core.Bindings;

/// <summary>Creates every kind of plan and refuses what cannot succeed. Only reads: each listener and certificate once.</summary>
public sealed class BindingPlanner
{
    private readonly ApiClient _client;
    private readonly RequestPlanning _requests;
    private readonly UndoPlanning _undo;
    private readonly GaapSnapshotReader _snapshots;

    internal BindingPlanner(ApiClient client, CertificateImporter importer, SharedFailure shared, int throttleLimit)
    {
        _client = client;
        _requests = new RequestPlanning(client, importer, shared);
        _undo = new UndoPlanning(client, importer, throttleLimit);
        _snapshots = new GaapSnapshotReader(client, throttleLimit);
    }

    /// <summary>Registers a request. A later request for another certificate at the same binding is refused by its plan.</summary>
    /// <param name="request">Request.</param>
    /// <returns>The request for <see cref="ForRequestsAsync"/>.</returns>
    public BindingRequest Admit(BindingRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return _requests.Admit(request);
    }

    /// <summary>Plans named bindings. Changes that cannot succeed are in the plan with their failure.</summary>
    /// <param name="requests">Requests; those not registered yet are registered.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    public async Task<BindingPlan> ForRequestsAsync(IEnumerable<BindingRequest> requests, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(requests);
        var admitted = requests.Select(_requests.Admit).ToList();
        var changes = await Task.WhenAll(admitted.Select(request => _requests.PlanAsync(request, cancellationToken))).ConfigureAwait(false);
        return new BindingPlan(BindingPlanKind.Requests, [.. changes.SelectMany(planned => planned)]);
    }

    /// <summary>Reads all of GAAP.</summary>
    /// <param name="progress">Called with the number of listeners read so far.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    public Task<GaapSnapshot> ReadAsync(Action<int>? progress = null, CancellationToken cancellationToken = default) =>
        _snapshots.ReadAsync(progress, cancellationToken);

    /// <summary>Plans the replacement of certificates in all of their bindings.</summary>
    /// <param name="snapshot">Snapshot of GAAP.</param>
    /// <param name="certificates">New certificates; if two match a binding, the one that expires later is used.</param>
    /// <param name="selection">Selection of the bindings.</param>
    /// <param name="journalPath">Journal; an existing one of the same run is continued. Null for none.</param>
    /// <exception cref="TencentCertException"><see cref="ErrorCodes.Journal"/>: of another run, undone, or not a journal.</exception>
    public BindingPlan ForRotation(
        GaapSnapshot snapshot, IReadOnlyList<BindingCertificate> certificates, BindingSelection selection, string? journalPath = null)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentNullException.ThrowIfNull(certificates);
        ArgumentNullException.ThrowIfNull(selection);
        return PlanRotation(
            earlier => RotationPlanning.Plan(snapshot, certificates, earlier), Identity(certificates, selection), journalPath);
    }

    /// <summary>Starts reading all of GAAP, for a plan that is executed at the same time.</summary>
    /// <param name="progress">Called with the number of listeners read so far.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    public IAsyncEnumerable<GaapListenerSnapshot> BeginReading(
        Action<int>? progress = null, CancellationToken cancellationToken = default) =>
        _snapshots.BeginReading(progress, cancellationToken);

    /// <summary>Plans the same while GAAP is being read: each listener's changes are executed while the others are still read.</summary>
    /// <param name="listeners">Listeners as they are read.</param>
    /// <param name="certificates">New certificates; if two match a binding, the one that expires later is used.</param>
    /// <param name="selection">Selection of the bindings.</param>
    /// <param name="journalPath">Journal; an existing one of the same run is continued. Null for none.</param>
    /// <param name="cancellationToken">Stops the plan.</param>
    /// <exception cref="TencentCertException"><see cref="ErrorCodes.Journal"/>: of another run, undone, or not a journal.</exception>
    public BindingPlan ForRotation(
        IAsyncEnumerable<GaapListenerSnapshot> listeners, IReadOnlyList<BindingCertificate> certificates, BindingSelection selection,
        string? journalPath = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(listeners);
        ArgumentNullException.ThrowIfNull(certificates);
        ArgumentNullException.ThrowIfNull(selection);
        return PlanRotation(
            earlier => RotationPlanning.Plan(listeners, certificates, earlier, cancellationToken), Identity(certificates, selection),
            journalPath);
    }

    /// <summary>Plans the replacement for one of several certificates of a run, on the given listeners.</summary>
    internal BindingPlan ForPart(
        BindingCertificate certificate, IReadOnlyCollection<string> listenerIds, GaapCertificateUpdate? earlier,
        CancellationToken cancellationToken) =>
        RotationPlanning.Plan(
            _snapshots.BeginReading(listenerIds, cancellationToken), [certificate], earlier?.Of(certificate.Fingerprint),
            cancellationToken) with { PartFingerprint = certificate.Fingerprint };

    /// <summary>Plans the undo of a run.</summary>
    /// <param name="journalPath">Journal of the run.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    /// <exception cref="TencentCertException"><see cref="ErrorCodes.Journal"/>: of another endpoint, or not a journal.</exception>
    public async Task<BindingPlan> ForUndoAsync(string journalPath, CancellationToken cancellationToken = default) =>
        await _undo.PlanAsync(
            GaapCertificateUpdate.Read(journalPath), cancellationToken).ConfigureAwait(false) with { JournalPath = journalPath };

    /// <summary>The present certificate of a domain, as a change that writes nothing; for a test of the served certificate.</summary>
    /// <param name="listenerId">Listener.</param>
    /// <param name="domain">Domain of the listener; either IDN form.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    /// <exception cref="TencentCertException">Invalid input; the listener or domain does not exist; no certificate.</exception>
    public Task<BindingChange> ForTestAsync(string listenerId, string domain, CancellationToken cancellationToken = default) =>
        _requests.CurrentAsync(listenerId, domain, cancellationToken);

    /// <summary>Invalidates what was read before a change, for a later plan.</summary>
    /// <param name="result">Result of a change.</param>
    public void Note(BindingResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        _requests.RecordBinding(result.Binding);
    }

    private static BindingPlan PlanRotation(
        Func<GaapCertificateUpdate?, BindingPlan> plan, JournalIdentity identity, string? journalPath)
    {
        var earlier = journalPath is null ? null : BindingJournal.ReadFor(journalPath, identity);
        return plan(earlier) with { JournalPath = journalPath, Identity = identity, IsContinued = earlier is not null };
    }

    private JournalIdentity Identity(IReadOnlyList<BindingCertificate> certificates, BindingSelection selection) => new(
        _client.Connection.Endpoints.ToString(),
        _client.Connection.Credentials.Current?.Credential.MaskedSecretId,
        [.. certificates.Select(certificate => new JournalCertificate(certificate.Fingerprint, certificate.Name, certificate.NotAfter))],
        selection);
}
