using TencentCert.Core.Gaap.Wire;

namespace TencentCert.Core.Gaap;

/// <summary>What a binding request would change.</summary>
/// <param name="Request">Request.</param>
/// <param name="Before">The domain as it is.</param>
/// <param name="EffectiveCertificateId">Certificate that will be served.</param>
public sealed record GaapBindingPlan(GaapBindingRequest Request, GaapDomain Before, string? EffectiveCertificateId)
{
    /// <summary>Whether everything asked for is bound already.</summary>
    public bool IsCurrent => Before.Status == GaapDomainStatus.Running && IsShownBy(Before);

    /// <summary>One line for a preview.</summary>
    public override string ToString() => $"{Before.CertificateId ?? "(none)"} -> {Request.CertificateId}";

    internal bool IsShownBy(GaapDomain domain) =>
        domain.CertificateId == Request.CertificateId
        && (Request.ClientCertificateId is not { } wanted || new HashSet<string>(wanted, StringComparer.Ordinal).SetEquals(domain.ClientCertificateId));

    internal ModifyCertificateRequest ToWire() => new()
    {
        ListenerId = Request.ListenerId,
        Domain = Request.Domain,
        CertificateId = Request.CertificateId,
        ClientCertificateId = Request.ClientCertificateId is [var one] ? one : null,
        PolyClientCertificateIds = Request.ClientCertificateId is { Count: > 1 } several ? [.. several] : null,
    };

    internal GaapCertificateBinding Outcome(GaapBindingState state) => new()
    {
        ProxyId = Before.ProxyId,
        ListenerId = Request.ListenerId,
        Domain = Request.Domain,
        CertificateId = Request.CertificateId,
        PreviousCertificateId = Before.CertificateId,
        ClientCertificateId = Request.ClientCertificateId ?? Before.ClientCertificateId,
        State = state,
    };
}
