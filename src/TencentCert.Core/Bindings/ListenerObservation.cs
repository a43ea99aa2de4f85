using TencentCert.Core.Gaap;
using TencentCert.Core.Strings;

namespace TencentCert.Core.Bindings;

/// <summary>A listener and its domains as one look showed them.</summary>
/// <param name="Listener">Null when only its domains were asked for, or when it is gone.</param>
/// <param name="Domains">Its domains.</param>
/// <param name="Asked">When its first request was sent.</param>
/// <param name="WithListener">Whether the listener itself was asked for.</param>
/// <param name="IsPrompt">Whether it was sent as soon as it was wanted: one that waited in line measures the line.</param>
internal sealed record ListenerObservation(
    GaapListener? Listener, IReadOnlyList<GaapDomain> Domains, long Asked, bool WithListener, bool IsPrompt)
{
    public bool IsBusy =>
        Listener is { Status: not GaapListenerStatus.Running } || Domains.Any(domain => domain.Status == GaapDomainStatus.Changing);

    /// <summary>Whether it tells anything about a change.</summary>
    public bool Concerns(BindingChange change) => change.Domain is not null || WithListener;

    public bool Has(BindingChange change) => change.Domain is null ? Listener is not null : Find(change) is not null;

    public bool IsChanging(BindingChange change) => change.Domain is null
        ? Listener is { Status: not GaapListenerStatus.Running }
        : Find(change) is { Status: not GaapDomainStatus.Running };

    public bool Shows(BindingChange change) => change.Domain is null
        ? Listener is { Status: GaapListenerStatus.Running } listener
        && change.IsShown(listener.CertificateId, listener.ClientCertificateId)
        : Find(change) is { Status: GaapDomainStatus.Running } domain && change.IsShown(domain);

    public string? CertificateOf(BindingChange change) =>
        change.Domain is null ? Listener?.CertificateId : Find(change) is { } domain ? change.BoundIn(domain) : null;

    /// <summary>What others have bound since a change was planned; null when they have not, or it is not known yet.</summary>
    public string? BoundInstead(BindingChange change) =>
        change.ReadAt is null || IsChanging(change) || !Has(change) ? null
        : CertificateOf(change) is not { } now ? change.IsAuthentication ? Wording.Of($"(none)") : null
        : now != change.From && now != change.To ? now : null;

    /// <summary>The domain of a change; null when it is gone.</summary>
    public GaapDomain? Find(BindingChange change) =>
        Domains.FirstOrDefault(domain => string.Equals(domain.Domain, change.Domain, StringComparison.OrdinalIgnoreCase));
}
