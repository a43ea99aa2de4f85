using System.Text.Json.Serialization;
using TencentCert.Core.Gaap;

namespace TencentCert.Core.Bindings.Journal;

/// <summary>Event of a journal line.</summary>
public enum JournalEvent : long
{
    /// <summary>The first line, with the identity of the run.</summary>
    Rotation,

    /// <summary>Further new certificates of a later run of the same rotation.</summary>
    Joined,

    /// <summary>The new certificate is about to be imported.</summary>
    Importing,

    /// <summary>The new certificate is in the GAAP certificate store.</summary>
    Imported,

    /// <summary>A plan begins, of a first or a continued run; the following lines replace what an earlier plan refused.</summary>
    Planning,

    /// <summary>A binding to change.</summary>
    Planned,

    /// <summary>A binding that cannot be changed; nothing was sent.</summary>
    Refused,

    /// <summary>A skipped binding of an earlier plan: it no longer exists, or another actor has changed it.</summary>
    Skipped,

    /// <summary>A change is about to be sent.</summary>
    Sending,

    /// <summary>GAAP accepted the change.</summary>
    Accepted,

    /// <summary>The change is in effect.</summary>
    Done,

    /// <summary>The change was refused or had no effect, or its outcome is unknown.</summary>
    Failed,

    /// <summary>A TLS handshake showed the certificate.</summary>
    Verified,

    /// <summary>A TLS handshake did not show it.</summary>
    NotVerified,

    /// <summary>The old certificate is about to be removed.</summary>
    Removing,

    /// <summary>The old certificate was removed.</summary>
    Removed,

    /// <summary>The old certificate was not removed, or is not known to be removed.</summary>
    NotRemoved,

    /// <summary>The undo of the run begins.</summary>
    UndoStarted,

    /// <summary>The undo of a binding is about to be sent.</summary>
    UndoSending,

    /// <summary>GAAP accepted the undo of a binding.</summary>
    UndoAccepted,

    /// <summary>The binding is restored.</summary>
    UndoDone,

    /// <summary>The undo of a binding failed.</summary>
    UndoFailed,

    /// <summary>A step of the rotation of one certificate of the SSL service.</summary>
    CertificateStep,

    /// <summary>The run, or its undo, ended.</summary>
    Ended,
}

/// <summary>One line of a journal. Contains ids and names, never a key or a certificate's content.</summary>
public sealed record JournalLine
{
    /// <summary>Event.</summary>
    [JsonRequired]
    public JournalEvent Event { get; init; }

    /// <summary>Time of the line.</summary>
    [JsonRequired]
    public DateTimeOffset Time { get; init; }

    /// <summary>Layout of the journal; in the first line.</summary>
    public int? Layout { get; init; }

    /// <summary>Endpoint of the run; in the first line.</summary>
    public string? Endpoint { get; init; }

    /// <summary>Masked id of the key; in the first line.</summary>
    public string? Account { get; init; }

    /// <summary>New certificates; in the first line, and where some were added.</summary>
    public IReadOnlyList<JournalCertificate>? Certificates { get; init; }

    /// <summary>How the bindings were selected, as text; in the first line of a journal of version 0.1.0.</summary>
    public string? Selection { get; init; }

    /// <summary>Certificates of the store whose bindings were selected; in the first line, and for a due certificate.</summary>
    public IReadOnlyList<string>? OldCertificateId { get; init; }

    /// <summary>For a due certificate: the SSL certificates whose copies <see cref="OldCertificateId"/> lists, in that order.</summary>
    public IReadOnlyList<string>? CopyOf { get; init; }

    /// <summary>Whether the bindings were selected by their names; in the first line.</summary>
    public bool? MatchDomain { get; init; }

    /// <summary>Whether the plan verifies every binding; null for no.</summary>
    public bool? Verify { get; init; }

    /// <summary>Step of a rotation of certificates of the SSL service.</summary>
    public RotationStep? Step { get; init; }

    /// <summary>Replaced certificate of the SSL service.</summary>
    public string? SslCertificateId { get; init; }

    /// <summary>New certificate of the SSL service.</summary>
    public string? NewCertificateId { get; init; }

    /// <summary>All replaced certificates of the SSL service, for a due one.</summary>
    public IReadOnlyList<string>? Replaces { get; init; }

    /// <summary>Certificate of the SSL service whose resources a deployment updates.</summary>
    public string? FromCertificateId { get; init; }

    /// <summary>Deployment of the SSL service.</summary>
    public long? DeployRecordId { get; init; }

    /// <summary>SHA-256 of the new certificate of the line.</summary>
    public string? Fingerprint { get; init; }

    /// <summary>Proxy.</summary>
    public string? ProxyId { get; init; }

    /// <summary>Listener.</summary>
    public string? ListenerId { get; init; }

    /// <summary>Domain; null for the listener itself.</summary>
    public string? Domain { get; init; }

    /// <summary>Role of the certificate; null for the served one.</summary>
    public GaapCertificateRole? Role { get; init; }

    [JsonIgnore]
    internal BindingKey Key => new(ListenerId ?? "", Domain, Role ?? GaapCertificateRole.Server);

    /// <summary>Previously bound certificate.</summary>
    public string? PreviousCertificateId { get; init; }

    /// <summary>Previously bound client CA certificates.</summary>
    public IReadOnlyList<string>? PreviousClientCertificateId { get; init; }

    /// <summary>Certificate of the line.</summary>
    public string? CertificateId { get; init; }

    /// <summary>RequestId of a change.</summary>
    public string? RequestId { get; init; }

    /// <summary>Reason of a failure.</summary>
    public string? Error { get; init; }

    /// <summary>Whether the line has the values that its event requires: JSON allows null in lists, and undefined enum numbers.</summary>
    [JsonIgnore]
    internal bool IsValid =>
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

/// <summary>A new certificate in a journal.</summary>
/// <param name="Fingerprint">SHA-256 of the leaf.</param>
/// <param name="Name">Source of the certificate.</param>
/// <param name="NotAfter">End of its validity.</param>
public sealed record JournalCertificate(string Fingerprint, string? Name, DateTimeOffset? NotAfter);

[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Metadata,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(JournalLine))]
internal sealed partial class JournalJson : JsonSerializerContext;
