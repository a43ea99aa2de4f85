namespace TencentCert.Core.Bindings.Journal;

/// <summary>Builds the state of a run from its journal lines.</summary>
internal sealed class JournalReader(JournalLine first)
{
    private readonly BindingSelection? _selection = BindingSelection.Of(first);
    private readonly List<JournalCertificate> _certificates = [.. first.Certificates ?? []];
    private readonly Dictionary<BindingKey, GaapCertificateUpdateBinding> _bindings = [];
    private readonly List<BindingKey> _planned = [];
    private readonly Dictionary<BindingKey, int> _sent = [];
    private readonly HashSet<BindingKey> _unverified = [];
    private readonly Dictionary<string, string> _imported = new(StringComparer.Ordinal);
    private readonly List<string> _removed = [];
    private readonly RotationReader _rotation = new();
    private DateTimeOffset? _lastTime;
    private int _sentCount;
    private bool _isImporting;
    private bool _isUndoing;
    private bool _isEnded;

    public void Add(JournalLine line)
    {
        _lastTime = line.Time;
        _isEnded = line.Event == JournalEvent.Ended;
        switch (line.Event)
        {
            case JournalEvent.Joined:
                _certificates.AddRange(line.Certificates ?? []);
                break;
            case JournalEvent.Importing:
                _isImporting = true;
                break;
            case JournalEvent.Imported when line.Fingerprint is { } fingerprint && line.CertificateId is { } id:
                _isImporting = false;
                if (!_isUndoing)
                    _imported[fingerprint] = id;

                break;
            case JournalEvent.Removed when line.CertificateId is { } id:
                _removed.Add(id);
                break;
            case JournalEvent.UndoStarted:
                _isUndoing = true;
                break;
            case JournalEvent.CertificateStep:
                _rotation.Add(line);
                break;
            case JournalEvent.Planning:
                BeginPlan(line.Verify == true, line.Fingerprint);
                break;
            case JournalEvent.Planned when line.ListenerId is not null:
                Plan(line);
                break;
            case JournalEvent.Refused when line.ListenerId is not null && !_bindings.ContainsKey(line.Key):
                Add(line, GaapCertificateUpdateStep.Refused);
                break;
            default:
                Apply(line);
                break;
        }
    }

    public GaapCertificateUpdate ToUpdate(string path) => new()
    {
        JournalPath = path,
        State = State(),
        Endpoint = first.Endpoint,
        Account = first.Account,
        Selection = _selection?.ToString() ?? first.Selection,
        SelectedBy = _selection,
        Certificates = _certificates.ToArray(),
        CertificateId = _imported.Values.ToArray(),
        RemovedCertificateId = _removed.ToArray(),
        StartTime = first.Time,
        LastTime = _lastTime ?? first.Time,
        Bindings = _planned.Select(key => _bindings[key]).ToArray(),
        Order = [.. _sent.OrderBy(pair => pair.Value).Select(pair => pair.Key)],
        Imported = _imported,
        IsImportUnknown = _isImporting,
        IsOfCertificates = first.Layout == BindingJournal.CertificatesLayout,
        Rotation = _rotation.Certificates,
    };

    private GaapCertificateUpdateState State()
    {
        var steps = _bindings.Values.Select(binding => binding.Step).ToHashSet();
        if (_isUndoing)
        {
            return _isEnded && !steps.Contains(GaapCertificateUpdateStep.UndoFailed) && _rotation.IsUndone
                ? GaapCertificateUpdateState.Undone
                : GaapCertificateUpdateState.Undoing;
        }

        return !_isEnded || !_rotation.IsEnded ? GaapCertificateUpdateState.Unfinished
            : !_rotation.HasFailed && steps.All(step => step is GaapCertificateUpdateStep.Done or GaapCertificateUpdateStep.Skipped)
            && _unverified.Count == 0 ? GaapCertificateUpdateState.Complete
            : GaapCertificateUpdateState.Failed;
    }

    // Each plan records again what is refused or unverified, but not bindings that no longer exist. A plan for one certificate does not
    // affect the others.
    private void BeginPlan(bool verify, string? fingerprint)
    {
        _planned.RemoveAll(key => _bindings[key].Step == GaapCertificateUpdateStep.Refused && IsOf(key) && _bindings.Remove(key));
        if (verify)
            _unverified.RemoveWhere(IsOf);

        bool IsOf(BindingKey key) =>
            fingerprint is null || (_bindings.TryGetValue(key, out var binding) && binding.Fingerprint == fingerprint);
    }

    private void Plan(JournalLine line)
    {
        if (!_bindings.TryGetValue(line.Key, out var known))
        {
            Add(line, GaapCertificateUpdateStep.Planned);
            return;
        }

        // The binding now gets another certificate.
        if (known.Fingerprint != line.Fingerprint)
            known = known with { Fingerprint = line.Fingerprint, Step = GaapCertificateUpdateStep.Planned, Verified = null, Error = null };

        if (known.Step is GaapCertificateUpdateStep.Failed or GaapCertificateUpdateStep.Skipped)
            known = known with { Step = GaapCertificateUpdateStep.Planned, Error = null };

        if (line.PreviousCertificateId != known.CertificateId)
        {
            // Planned again: an undo restores the state before the last write.
            known = known with { PreviousCertificateId = line.PreviousCertificateId,
                PreviousClientCertificateId = line.PreviousClientCertificateId?.ToArray() ?? [] };
        }

        _bindings[line.Key] = known;
    }

    private void Add(JournalLine line, GaapCertificateUpdateStep step)
    {
        var key = line.Key;
        _planned.Add(key);
        _bindings[key] = new GaapCertificateUpdateBinding
        {
            ProxyId = line.ProxyId,
            ListenerId = key.ListenerId,
            Domain = key.Domain,
            Role = key.Role,
            PreviousCertificateId = line.PreviousCertificateId,
            PreviousClientCertificateId = line.PreviousClientCertificateId?.ToArray() ?? [],
            Fingerprint = line.Fingerprint,
            Step = step,
            Error = line.Error,
        };
    }

    private void Apply(JournalLine line)
    {
        if (line.ListenerId is null)
            return;

        // A domain that follows its listener is verified although it is not written.
        var key = line.Key;
        if (line.Event == JournalEvent.NotVerified)
            _unverified.Add(key);
        else if (line.Event == JournalEvent.Verified)
            _unverified.Remove(key);

        if (!_bindings.TryGetValue(key, out var binding))
            return;

        if (line.Event == JournalEvent.Sending)
            _sent[key] = ++_sentCount;

        _bindings[key] = line.Event switch
        {
            JournalEvent.Sending =>
                binding with { Step = GaapCertificateUpdateStep.Sent, CertificateId = line.CertificateId, Error = null },
            JournalEvent.Accepted =>
                binding with { Step = GaapCertificateUpdateStep.Accepted, RequestId = line.RequestId, CertificateId = line.CertificateId },
            JournalEvent.Done =>
                binding with { Step = GaapCertificateUpdateStep.Done, RequestId = line.RequestId ?? binding.RequestId,
                    CertificateId = line.CertificateId, Error = null },
            JournalEvent.Refused or JournalEvent.Skipped when binding.Step == GaapCertificateUpdateStep.Done => binding,
            JournalEvent.Failed or JournalEvent.Refused => binding with { Step = GaapCertificateUpdateStep.Failed, Error = line.Error },
            JournalEvent.Skipped => binding with { Step = GaapCertificateUpdateStep.Skipped, Error = line.Error },
            JournalEvent.Verified => binding with { Verified = true },
            JournalEvent.NotVerified => binding with { Verified = false, Error = line.Error },
            JournalEvent.UndoSending or JournalEvent.UndoAccepted => binding with { Step = GaapCertificateUpdateStep.UndoSent },
            JournalEvent.UndoDone => binding with { Step = GaapCertificateUpdateStep.Undone, Error = null },
            JournalEvent.UndoFailed => binding with { Step = GaapCertificateUpdateStep.UndoFailed, Error = line.Error },
            _ => binding,
        };
    }
}
