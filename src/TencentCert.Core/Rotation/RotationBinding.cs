using TencentCert.Core.Bindings;
using TencentCert.Core.Ssl;

namespace TencentCert.Core.Rotation;

/// <summary>Outcome of a binding.</summary>
public enum RotationBindingState : long
{
    /// <summary>The new certificate was bound.</summary>
    Changed,

    /// <summary>The new certificate was already bound; nothing was sent.</summary>
    AlreadyCurrent,

    /// <summary>Skipped on purpose; the error gives the reason.</summary>
    Skipped,

    /// <summary>Not changed, or not known to be; the error gives the reason.</summary>
    Failed,
}

/// <summary>The outcome for one binding in GAAP, or for one cloud resource.</summary>
public sealed record RotationBinding
{
    /// <summary>Kind for display: <c>GAAP</c>, or a resource type's title such as <c>CLB</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Type in the SSL service's spelling; null for GAAP.</summary>
    public string? ResourceType { get; init; }

    /// <summary>Name: in GAAP <c>domain@listener</c>, or the listener's id.</summary>
    public required string Name { get; init; }

    /// <summary>Domains served.</summary>
    public IReadOnlyList<string> Domain { get; init => field = JoinedList<string>.Of(value); } = JoinedList<string>.Empty;

    /// <summary>Outcome.</summary>
    public RotationBindingState State { get; init; }

    /// <summary>Whether a TLS handshake showed the certificate; null when none was made.</summary>
    public bool? Verified { get; init; }

    /// <summary>Present or intended certificate; for GAAP, an id of the GAAP certificate store.</summary>
    public string? CertificateId { get; init; }

    /// <summary>Previous certificate.</summary>
    public string? PreviousCertificateId { get; init; }

    /// <summary>Whether it is a GAAP domain that follows its listener and needs no change of its own.</summary>
    public bool FollowsListener { get; init; }

    /// <summary>Why it failed, was skipped, or was not verified.</summary>
    public string? Error { get; init; }

    /// <inheritdoc />
    public override string ToString() => $"{Kind} {Name}: {State}";

    internal bool IsGaap => ResourceType is null;

    internal static RotationBinding Of(GaapCertificateBinding binding) => new()
    {
        Kind = RotationUsage.GaapKind,
        Name = RotationUsage.NameOf(binding.ListenerId, binding.Domain, binding.Role),
        Domain = binding.Domain is null ? [] : new[] { binding.Domain },
        State = binding.State switch
        {
            GaapBindingState.Changed or GaapBindingState.Live => RotationBindingState.Changed,
            GaapBindingState.AlreadyCurrent => RotationBindingState.AlreadyCurrent,
            GaapBindingState.Skipped => RotationBindingState.Skipped,
            _ => RotationBindingState.Failed,
        },
        Verified = binding.Verified,
        CertificateId = binding.CertificateId,
        PreviousCertificateId = binding.PreviousCertificateId,
        FollowsListener = binding.FollowsListener,
        Error = binding.Error,
    };

    /// <summary>The outcome for a resource that has the certificate already.</summary>
    internal static RotationBinding Of(SslCertificateBinding resource, IReadOnlyList<SslCertificateBindingTest> tests)
    {
        var own = tests.Where(test => test.ResourceType == resource.ResourceType && test.Instance == resource.Instance
            && test.Domain is { } domain && resource.Domain.Contains(domain)).ToList();
        return new RotationBinding
        {
            Kind = SslResourceType.Of(resource.ResourceType).Title,
            ResourceType = resource.ResourceType,
            Name = RotationUsage.NameOf(resource),
            Domain = resource.Domain,
            State = RotationBindingState.AlreadyCurrent,
            Verified = own.Count == 0 ? null : own.TrueForAll(test => test.Passed),
            CertificateId = resource.CertificateId,
            Error = own.Find(test => !test.Passed)?.Reason,
        };
    }

    /// <summary>A resource of a deployment that cannot be restored to its previous certificate.</summary>
    internal static RotationBinding Lost(SslDeploymentItem item, string? former, string? current, string reason) => Of(item) with
    {
        State = RotationBindingState.Failed, CertificateId = former, PreviousCertificateId = current, Error = reason,
    };

    /// <summary>The outcome for a resource of a deployment.</summary>
    internal static RotationBinding Of(SslDeploymentItem item, SslDeployment deployment)
    {
        var own = deployment.Test.Where(test => test.ResourceType == (item.ResourceType ?? "") && test.Domain is { } domain
            && (item.Domain.Count > 0
                ? item.Domain.Contains(domain, StringComparer.OrdinalIgnoreCase)
                : test.Instance is { } name && SslResourceType.IsOf(name, item))).ToList();
        var state = item.Status switch
        {
            SslDeploymentItemStatus.Succeeded => RotationBindingState.Changed,
            SslDeploymentItemStatus.NothingToDo => RotationBindingState.AlreadyCurrent,
            _ => RotationBindingState.Failed,
        };
        return Of(item) with
        {
            State = state,
            Verified = state == RotationBindingState.Failed || own.Count == 0 ? null : own.TrueForAll(test => test.Passed),
            CertificateId = item.CertificateId ?? deployment.CertificateId,
            PreviousCertificateId = item.OldCertificateId ?? deployment.OldCertificateId,
            Error = item.Error ?? own.Find(test => !test.Passed)?.Reason,
        };
    }

    private static RotationBinding Of(SslDeploymentItem item) => new()
    {
        Kind = string.IsNullOrEmpty(item.ResourceType) ? "?" : SslResourceType.Of(item.ResourceType).Title,
        ResourceType = item.ResourceType ?? "",
        Name = string.Join(
            ' ', new[] { item.InstanceId, item.ListenerId, string.Join(',', item.Domain) }.Where(part => !string.IsNullOrEmpty(part))),
        Domain = item.Domain,
    };
}
