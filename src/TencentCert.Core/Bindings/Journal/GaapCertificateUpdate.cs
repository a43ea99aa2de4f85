using TencentCert.Core.Certificates;
using TencentCert.Core.Gaap;

namespace TencentCert.Core.Bindings.Journal;

/// <summary>State of a run.</summary>
public enum GaapCertificateUpdateState : long
{
    /// <summary>Started and not ended: still running, or interrupted.</summary>
    Unfinished,

    /// <summary>Ended with failures: of a change, of a verification, or a refused binding.</summary>
    Failed,

    /// <summary>Every binding is changed, or was changed by others, and every requested verification passed.</summary>
    Complete,

    /// <summary>The undo is running, or was interrupted.</summary>
    Undoing,

    /// <summary>Undone.</summary>
    Undone,
}

/// <summary>State of one binding.</summary>
public enum GaapCertificateUpdateStep : long
{
    /// <summary>Nothing was sent.</summary>
    Planned,

    /// <summary>Sent; not known whether GAAP accepted it.</summary>
    Sent,

    /// <summary>GAAP accepted it; not known to be in effect.</summary>
    Accepted,

    /// <summary>In effect.</summary>
    Done,

    /// <summary>Failed.</summary>
    Failed,

    /// <summary>Nothing was sent, because the change could not succeed.</summary>
    Refused,

    /// <summary>Skipped: it no longer exists, or another actor has changed it.</summary>
    Skipped,

    /// <summary>The undo was sent; not known whether GAAP accepted it.</summary>
    UndoSent,

    /// <summary>Restored to the state before the run.</summary>
    Undone,

    /// <summary>The undo failed.</summary>
    UndoFailed,
}

/// <summary>A binding according to the journal.</summary>
public sealed record GaapCertificateUpdateBinding
{
    /// <summary>Proxy.</summary>
    public string? ProxyId { get; init; }

    /// <summary>Listener.</summary>
    public required string ListenerId { get; init; }

    /// <summary>Domain; null for the listener itself.</summary>
    public string? Domain { get; init; }

    /// <summary>Role of the certificate.</summary>
    public GaapCertificateRole Role { get; init; }

    /// <summary>Certificate before the run.</summary>
    public string? PreviousCertificateId { get; init; }

    /// <summary>Client CA certificates before the run.</summary>
    public IReadOnlyList<string> PreviousClientCertificateId { get; init => field = JoinedList<string>.Of(value); } =
        JoinedList<string>.Empty;

    /// <summary>SHA-256 of the new certificate.</summary>
    public string? Fingerprint { get; init; }

    /// <summary>New certificate, once it is in the GAAP certificate store.</summary>
    public string? CertificateId { get; init; }

    /// <summary>State.</summary>
    public GaapCertificateUpdateStep Step { get; init; }

    /// <summary>Whether a TLS handshake showed the certificate; null without a handshake.</summary>
    public bool? Verified { get; init; }

    /// <summary>RequestId of the change.</summary>
    public string? RequestId { get; init; }

    /// <summary>Why it failed, was refused, or was skipped.</summary>
    public string? Error { get; init; }

    internal BindingKey Key => new(ListenerId, Domain, Role);
}

/// <summary>A run according to its journal.</summary>
public sealed record GaapCertificateUpdate
{
    private Dictionary<BindingKey, GaapCertificateUpdateBinding>? _byKey;

    /// <summary>Journal.</summary>
    public required string JournalPath { get; init; }

    /// <summary>State of the run.</summary>
    public GaapCertificateUpdateState State { get; init; }

    /// <summary>Endpoint of the run.</summary>
    public string? Endpoint { get; init; }

    /// <summary>Masked id of the key at the start.</summary>
    public string? Account { get; init; }

    /// <summary>How the bindings were selected, as text.</summary>
    public string? Selection { get; init; }

    /// <summary>New certificates.</summary>
    public IReadOnlyList<JournalCertificate> Certificates { get; init => field = JoinedList<JournalCertificate>.Of(value); } =
        JoinedList<JournalCertificate>.Empty;

    /// <summary>Ids of the new certificates in the GAAP certificate store.</summary>
    public IReadOnlyList<string> CertificateId { get; init => field = JoinedList<string>.Of(value); } = JoinedList<string>.Empty;

    /// <summary>Old certificates that were removed.</summary>
    public IReadOnlyList<string> RemovedCertificateId { get; init => field = JoinedList<string>.Of(value); } = JoinedList<string>.Empty;

    /// <summary>Time of the first line.</summary>
    public DateTimeOffset StartTime { get; init; }

    /// <summary>Time of the last line.</summary>
    public DateTimeOffset LastTime { get; init; }

    /// <summary>Number of planned bindings.</summary>
    public int Total => Bindings.Count;

    /// <summary>Number of bindings in effect.</summary>
    public int Done => Count(GaapCertificateUpdateStep.Done);

    /// <summary>Number of bindings not sent yet.</summary>
    public int Remaining => Count(GaapCertificateUpdateStep.Planned);

    /// <summary>Number of bindings sent without a known outcome.</summary>
    public int Unknown =>
        Count(GaapCertificateUpdateStep.Sent) + Count(GaapCertificateUpdateStep.Accepted) + Count(GaapCertificateUpdateStep.UndoSent);

    /// <summary>Number of bindings that failed or were refused.</summary>
    public int Failed =>
        Count(GaapCertificateUpdateStep.Failed) + Count(GaapCertificateUpdateStep.Refused) + Count(GaapCertificateUpdateStep.UndoFailed);

    /// <summary>Number of skipped bindings.</summary>
    public int Skipped => Count(GaapCertificateUpdateStep.Skipped);

    /// <summary>Number of restored bindings.</summary>
    public int Undone => Count(GaapCertificateUpdateStep.Undone);

    /// <summary>Every binding, in planned order.</summary>
    public IReadOnlyList<GaapCertificateUpdateBinding> Bindings { get; init =>
        field = JoinedList<GaapCertificateUpdateBinding>.Of(value); } = JoinedList<GaapCertificateUpdateBinding>.Empty;

    /// <summary>Certificates of the SSL service that a rotation replaces; empty in a journal with bindings only.</summary>
    public IReadOnlyList<RotatedCertificate> Rotation { get; init => field = JoinedList<RotatedCertificate>.Of(value); } =
        JoinedList<RotatedCertificate>.Empty;

    internal bool IsOfCertificates { get; init; }

    /// <summary>How the bindings were selected; null when the journal does not contain it in a known form.</summary>
    internal BindingSelection? SelectedBy { get; init; }

    /// <summary>Keys by the last time each change was sent; the undo uses the reverse order.</summary>
    internal IReadOnlyList<BindingKey> Order { get; init => field = JoinedList<BindingKey>.Of(value); } = JoinedList<BindingKey>.Empty;

    /// <summary>Whether an import was started and the journal does not contain its outcome.</summary>
    internal bool IsImportUnknown { get; init; }

    /// <summary>Id in the GAAP certificate store for a fingerprint.</summary>
    internal IReadOnlyDictionary<string, string> Imported { get; init; } = new Dictionary<string, string>();

    /// <summary>Reads a journal; an unfinished last line of a killed process is skipped.</summary>
    /// <param name="path">Journal.</param>
    /// <exception cref="TencentCertException"><see cref="ErrorCodes.Journal"/>: not a journal.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static GaapCertificateUpdate Read(string path)
    {
        using var stream = JournalFile.OpenToRead(path);
        return (stream is null ? null : JournalText.Read(stream, path).Update) ?? throw BindingJournal.Refused(path, $"is empty");
    }

    /// <summary>The same run, with only the bindings of one of its certificates.</summary>
    internal GaapCertificateUpdate Of(string fingerprint) =>
        this with { Bindings = Bindings.Where(binding => binding.Fingerprint == fingerprint).ToArray(), _byKey = null };

    internal GaapCertificateUpdateBinding? Find(BindingKey key) =>
        (_byKey ??= Bindings.ToDictionary(binding => binding.Key)).GetValueOrDefault(key);

    private int Count(GaapCertificateUpdateStep step) => Bindings.Count(binding => binding.Step == step);
}
