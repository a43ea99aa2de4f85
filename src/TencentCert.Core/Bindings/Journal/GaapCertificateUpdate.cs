using TencentCert.Core.Certificates;
using TencentCert.Core.Errors;
using TencentCert.Core.Gaap;
using TencentCert.Core.Strings;


namespace TencentCert.Core.Bindings.Journal;

/// <summary>Where a run stands as a whole.</summary>
public enum GaapCertificateUpdateState : long
{
    /// <summary>It began and did not reach its end: it runs, or was stopped.</summary>
    Unfinished,

    /// <summary>It reached its end with failures: of a change, of a proof, or of a binding that it had to refuse.</summary>
    Failed,

    /// <summary>Every binding is changed, or left as others changed it since, and no proof that was asked for is missing.</summary>
    Complete,

    /// <summary>It is being undone, or its undo was stopped.</summary>
    Undoing,

    /// <summary>It is undone.</summary>
    Undone,
}

/// <summary>Where one binding stands.</summary>
public enum GaapCertificateUpdateStep : long
{
    /// <summary>Nothing was sent.</summary>
    Planned,

    /// <summary>Sent; whether GAAP took it is not known.</summary>
    Sent,

    /// <summary>GAAP took it; not in effect yet, as far as the journal knows.</summary>
    Accepted,

    /// <summary>In effect.</summary>
    Done,

    /// <summary>Failed.</summary>
    Failed,

    /// <summary>Nothing was sent, because it could not succeed.</summary>
    Refused,

    /// <summary>Left alone: it is gone, or another actor has changed it since.</summary>
    Skipped,

    /// <summary>The way back was sent; whether GAAP took it is not known.</summary>
    UndoSent,

    /// <summary>As it was before the run.</summary>
    Undone,

    /// <summary>The way back failed.</summary>
    UndoFailed,
}

/// <summary>A binding as the journal knows it.</summary>
public sealed record GaapCertificateUpdateBinding
{
    /// <summary>Proxy.</summary>
    public string? ProxyId { get; init; }

    /// <summary>Listener.</summary>
    public required string ListenerId { get; init; }

    /// <summary>Domain; null for the listener itself.</summary>
    public string? Domain { get; init; }

    /// <summary>What the certificate does there.</summary>
    public GaapCertificateRole Role { get; init; }

    /// <summary>Certificate before the run.</summary>
    public string? PreviousCertificateId { get; init; }

    /// <summary>Client CA certificates before the run.</summary>
    public IReadOnlyList<string> PreviousClientCertificateId { get; init => field = JoinedList<string>.Of(value); } =
        JoinedList<string>.Empty;

    /// <summary>SHA-256 of the certificate it shall have.</summary>
    public string? Fingerprint { get; init; }

    /// <summary>Certificate it shall have, once that is in GAAP's store.</summary>
    public string? CertificateId { get; init; }

    /// <summary>How far it is.</summary>
    public GaapCertificateUpdateStep Step { get; init; }

    /// <summary>Whether a TLS handshake showed the certificate; null when none was made.</summary>
    public bool? Verified { get; init; }

    /// <summary>RequestId of the change.</summary>
    public string? RequestId { get; init; }

    /// <summary>Why it failed, was refused, or was left alone.</summary>
    public string? Error { get; init; }

    /// <summary>What it is of.</summary>
    internal BindingKey Key => new(ListenerId, Domain, Role);
}

/// <summary>A run as its journal tells it.</summary>
public sealed record GaapCertificateUpdate
{
    private Dictionary<BindingKey, GaapCertificateUpdateBinding>? _byKey;

    /// <summary>Journal.</summary>
    public required string JournalPath { get; init; }

    /// <summary>Where the run stands.</summary>
    public GaapCertificateUpdateState State { get; init; }

    /// <summary>Where it was sent to.</summary>
    public string? Endpoint { get; init; }

    /// <summary>Masked id of the key it began with.</summary>
    public string? Account { get; init; }

    /// <summary>How the bindings were chosen, in words.</summary>
    public string? Selection { get; init; }

    /// <summary>New certificates.</summary>
    public IReadOnlyList<JournalCertificate> Certificates { get; init => field = JoinedList<JournalCertificate>.Of(value); } =
        JoinedList<JournalCertificate>.Empty;

    /// <summary>Ids of the new certificates in GAAP's store.</summary>
    public IReadOnlyList<string> CertificateId { get; init => field = JoinedList<string>.Of(value); } = JoinedList<string>.Empty;

    /// <summary>Old certificates that were removed.</summary>
    public IReadOnlyList<string> RemovedCertificateId { get; init => field = JoinedList<string>.Of(value); } = JoinedList<string>.Empty;

    /// <summary>First line.</summary>
    public DateTimeOffset StartTime { get; init; }

    /// <summary>Last line.</summary>
    public DateTimeOffset LastTime { get; init; }

    /// <summary>Bindings planned.</summary>
    public int Total => Bindings.Count;

    /// <summary>Bindings in effect.</summary>
    public int Done => Count(GaapCertificateUpdateStep.Done);

    /// <summary>Bindings not sent yet.</summary>
    public int Remaining => Count(GaapCertificateUpdateStep.Planned);

    /// <summary>Bindings sent whose outcome the journal does not know.</summary>
    public int Unknown =>
        Count(GaapCertificateUpdateStep.Sent) + Count(GaapCertificateUpdateStep.Accepted) + Count(GaapCertificateUpdateStep.UndoSent);

    /// <summary>Bindings that failed or were refused.</summary>
    public int Failed =>
        Count(GaapCertificateUpdateStep.Failed) + Count(GaapCertificateUpdateStep.Refused) + Count(GaapCertificateUpdateStep.UndoFailed);

    /// <summary>Bindings left alone.</summary>
    public int Skipped => Count(GaapCertificateUpdateStep.Skipped);

    /// <summary>Bindings put back.</summary>
    public int Undone => Count(GaapCertificateUpdateStep.Undone);

    /// <summary>Every binding, in the order they were planned.</summary>
    public IReadOnlyList<GaapCertificateUpdateBinding> Bindings { get; init =>
        field = JoinedList<GaapCertificateUpdateBinding>.Of(value); } = JoinedList<GaapCertificateUpdateBinding>.Empty;

    /// <summary>Certificates of the SSL service that a rotation replaces; none in a journal about bindings alone.</summary>
    public IReadOnlyList<RotatedCertificate> Rotation { get; init => field = JoinedList<RotatedCertificate>.Of(value); } =
        JoinedList<RotatedCertificate>.Empty;

    /// <summary>Whether it is the journal of a rotation of certificates of the SSL service.</summary>
    internal bool IsOfCertificates { get; init; }

    /// <summary>How the bindings were chosen; null when the journal does not say it in a known way.</summary>
    internal BindingSelection? SelectedBy { get; init; }

    /// <summary>Keys in the order in which changes were sent, by the last time each was; for going back.</summary>
    internal IReadOnlyList<BindingKey> Order { get; init => field = JoinedList<BindingKey>.Of(value); } = JoinedList<BindingKey>.Empty;

    /// <summary>Whether an import was begun and the journal does not know its end.</summary>
    internal bool IsImportUnknown { get; init; }

    /// <summary>Id in GAAP's store for a fingerprint.</summary>
    internal IReadOnlyDictionary<string, string> Imported { get; init; } = new Dictionary<string, string>();

    /// <summary>Reads a journal; a last line that was cut off by the end of its process is passed over.</summary>
    /// <param name="path">Journal.</param>
    /// <exception cref="TencentCertException"><see cref="ErrorCodes.Journal"/>: it is not a journal.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static GaapCertificateUpdate Read(string path)
    {
        using var stream = JournalFile.OpenToRead(path);
        return (stream is null ? null : JournalText.Read(stream, path).Update) ?? throw BindingJournal.Refused(path, $"is empty");
    }

    /// <summary>The same run, with nothing but the bindings that shall have one of its certificates.</summary>
    internal GaapCertificateUpdate Of(string fingerprint) =>
        this with { Bindings = Bindings.Where(binding => binding.Fingerprint == fingerprint).ToArray(), _byKey = null };

    internal GaapCertificateUpdateBinding? Find(BindingKey key)
    {
        _byKey ??= Bindings.ToDictionary(binding => binding.Key);
        return _byKey.GetValueOrDefault(key);
    }

    private int Count(GaapCertificateUpdateStep step) => Bindings.Count(binding => binding.Step == step);
}
