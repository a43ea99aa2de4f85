using TencentCert.Core.Gaap;

namespace TencentCert.Core.Bindings;

/// <summary>The state of a listener and its domains from one read.</summary>
/// <param name="Listener">Null when only its domains were read, or when the listener no longer exists.</param>
/// <param name="Domains">Domains of the listener.</param>
/// <param name="SentAt">When the first request was sent.</param>
/// <param name="IncludesListener">Whether the listener itself was read.</param>
/// <param name="IsUnqueued">Whether the request was sent without queueing; otherwise its time includes the queue.</param>
internal sealed record ListenerObservation(
    GaapListener? Listener, IReadOnlyList<GaapDomain> Domains, long SentAt, bool IncludesListener, bool IsUnqueued)
{
    public bool IsBusy =>
        Listener is { Status: not GaapListenerStatus.Running } || Domains.Any(domain => domain.Status == GaapDomainStatus.Changing);

    public bool Covers(BindingChange change) => change.Domain is not null || IncludesListener;

    public bool HasTarget(BindingChange change) => change.Domain is null ? Listener is not null : Find(change) is not null;

    public bool IsChanging(BindingChange change) => change.Domain is null
        ? Listener is { Status: not GaapListenerStatus.Running }
        : Find(change) is { Status: not GaapDomainStatus.Running };

    public bool IsVisible(BindingChange change) => change.Domain is null
        ? Listener is { Status: GaapListenerStatus.Running } listener
        && change.IsAppliedTo(listener.CertificateId, listener.ClientCertificateId)
        : Find(change) is { Status: GaapDomainStatus.Running } domain && change.IsAppliedTo(domain);

    public string? CertificateOf(BindingChange change) =>
        change.Domain is null ? Listener?.CertificateId : Find(change) is { } domain ? change.BoundCertificate(domain) : null;

    /// <summary>The certificate that others have bound since a change was planned; null when there is none, or it is unknown.</summary>
    public string? ConflictingCertificate(BindingChange change) =>
        change.ReadAt is null || IsChanging(change) || !HasTarget(change) ? null
        : CertificateOf(change) is not { } bound ? change.IsAuthentication ? Wording.Of($"(none)") : null
        : bound != change.From && bound != change.To ? bound : null;

    public GaapDomain? Find(BindingChange change) =>
        Domains.FirstOrDefault(domain => string.Equals(domain.Domain, change.Domain, StringComparison.OrdinalIgnoreCase));
}
