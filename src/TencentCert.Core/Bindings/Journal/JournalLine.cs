using System.Text.Json.Serialization;
using TencentCert.Core.Gaap;

namespace TencentCert.Core.Bindings.Journal;

/// <summary>What a line of a journal tells.</summary>
public enum JournalEvent : long
{
    /// <summary>The first line: what the run is.</summary>
    Rotation,

    /// <summary>More new certificates, of a later run of the same rotation.</summary>
    Joined,

    /// <summary>The new certificate is about to be imported.</summary>
    Importing,

    /// <summary>The new certificate is in GAAP's store.</summary>
    Imported,

    /// <summary>
    /// A plan begins, of a first run or of one that goes on; what follows takes the place of what an earlier plan refused.
    /// </summary>
    Planning,

    /// <summary>A binding that shall change.</summary>
    Planned,

    /// <summary>A binding that should change and cannot; nothing was sent.</summary>
    Refused,

    /// <summary>A binding of an earlier plan that is left alone: it is gone, or another actor has changed it since.</summary>
    Skipped,

    /// <summary>A change is about to be sent.</summary>
    Sending,

    /// <summary>GAAP took the change.</summary>
    Accepted,

    /// <summary>The change is in effect.</summary>
    Done,

    /// <summary>The change was refused, had no effect, or its outcome is not known.</summary>
    Failed,

    /// <summary>A TLS handshake showed the certificate.</summary>
    Verified,

    /// <summary>A TLS handshake did not show it.</summary>
    NotVerified,

    /// <summary>The old certificate is about to be removed.</summary>
    Removing,

    /// <summary>The old certificate was removed.</summary>
    Removed,

    /// <summary>The old certificate was not removed, or is not known to be.</summary>
    NotRemoved,

    /// <summary>From here on the run is undone.</summary>
    UndoStarted,

    /// <summary>The way back of a binding is about to be sent.</summary>
    UndoSending,

    /// <summary>GAAP took the way back.</summary>
    UndoAccepted,

    /// <summary>The binding is as it was.</summary>
    UndoDone,

    /// <summary>The way back failed.</summary>
    UndoFailed,

    /// <summary>A step of the rotation of one certificate of the SSL service.</summary>
    CertificateStep,

    /// <summary>The run, or its undo, came to its end.</summary>
    Ended,
}

/// <summary>One line of a journal. Holds ids and names, never a key or a certificate's content.</summary>
public sealed record JournalLine
{
    /// <summary>What happened.</summary>
    [JsonRequired]
    public JournalEvent Event { get; init; }

    /// <summary>When.</summary>
    [JsonRequired]
    public DateTimeOffset Time { get; init; }

    /// <summary>Layout of the journal; in the first line.</summary>
    public int? Layout { get; init; }

    /// <summary>Where the run was sent to; in the first line.</summary>
    public string? Endpoint { get; init; }

    /// <summary>Masked id of the key; in the first line.</summary>
    public string? Account { get; init; }

    /// <summary>New certificates; in the first line, and where some joined.</summary>
    public IReadOnlyList<JournalCertificate>? Certificates { get; init; }

    /// <summary>How the bindings were chosen, in words; in the first line of a journal that version 0.1.0 wrote.</summary>
    public string? Selection { get; init; }

    /// <summary>Certificates of GAAP's store whose bindings were chosen; in the first line, and for a certificate that is due.</summary>
    public IReadOnlyList<string>? OldCertificateId { get; init; }

    /// <summary>
    /// Certificates of the SSL service that those of <see cref="OldCertificateId"/> are copies of, in the same order; for a certificate
    /// that is due.
    /// </summary>
    public IReadOnlyList<string>? CopyOf { get; init; }

    /// <summary>Whether the bindings were chosen by their names; in the first line.</summary>
    public bool? MatchDomain { get; init; }

    /// <summary>Whether the plan proves every binding; null when it proves none.</summary>
    public bool? Verify { get; init; }

    /// <summary>What was done in a rotation of certificates of the SSL service.</summary>
    public RotationStep? Step { get; init; }

    /// <summary>Certificate of the SSL service that is replaced.</summary>
    public string? SslCertificateId { get; init; }

    /// <summary>Certificate of the SSL service that takes its place.</summary>
    public string? NewCertificateId { get; init; }

    /// <summary>Every certificate of the SSL service that is replaced, of one that is due.</summary>
    public IReadOnlyList<string>? Replaces { get; init; }

    /// <summary>Certificate of the SSL service whose resources a deployment moves.</summary>
    public string? FromCertificateId { get; init; }

    /// <summary>Deployment of the SSL service.</summary>
    public long? DeployRecordId { get; init; }

    /// <summary>SHA-256 of the new certificate that the line is about.</summary>
    public string? Fingerprint { get; init; }

    /// <summary>Proxy.</summary>
    public string? ProxyId { get; init; }

    /// <summary>Listener.</summary>
    public string? ListenerId { get; init; }

    /// <summary>Domain; none for the listener itself.</summary>
    public string? Domain { get; init; }

    /// <summary>What the certificate does there; none for what clients are shown.</summary>
    public GaapCertificateRole? Role { get; init; }

    /// <summary>What the line is about.</summary>
    [JsonIgnore]
    internal BindingKey Key => new(ListenerId ?? "", Domain, Role ?? GaapCertificateRole.Server);

    /// <summary>Certificate bound before.</summary>
    public string? PreviousCertificateId { get; init; }

    /// <summary>Client CA certificates bound before.</summary>
    public IReadOnlyList<string>? PreviousClientCertificateId { get; init; }

    /// <summary>Certificate of the line.</summary>
    public string? CertificateId { get; init; }

    /// <summary>RequestId of a change.</summary>
    public string? RequestId { get; init; }

    /// <summary>Why something failed.</summary>
    public string? Error { get; init; }

    /// <summary>Whether it says what a line of its event must say: JSON allows null in every list, and numbers that name nothing.</summary>
    [JsonIgnore]
    internal bool IsSound =>
        Enum.IsDefined(Event) && (Step is not { } step || Enum.IsDefined(step)) && (Role is not { } role || Enum.IsDefined(role))
        && (Certificates ?? []).All(certificate => certificate is { Fingerprint: not null })
        && (OldCertificateId ?? []).Concat(Replaces ?? []).Concat(CopyOf ?? []).Concat(PreviousClientCertificateId ?? [])
        .All(id => id is not null)
        && Event switch
        {
            JournalEvent.Planned or JournalEvent.Sending or JournalEvent.Accepted or JournalEvent.Done
                or JournalEvent.UndoSending or JournalEvent.UndoAccepted or JournalEvent.UndoDone => ListenerId is not null,
            JournalEvent.Imported => Fingerprint is not null && CertificateId is not null,
            JournalEvent.CertificateStep => SslCertificateId is not null && Step is not null,
            _ => true,
        };
}

/// <summary>A new certificate as a journal names it.</summary>
/// <param name="Fingerprint">SHA-256 of the leaf.</param>
/// <param name="Name">Where it came from.</param>
/// <param name="NotAfter">End of its validity.</param>
public sealed record JournalCertificate(string Fingerprint, string? Name, DateTimeOffset? NotAfter);

[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Metadata,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(JournalLine))]
internal sealed partial class JournalJson : JsonSerializerContext;
