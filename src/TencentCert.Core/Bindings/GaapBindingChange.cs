using TencentCert.Core.Errors;
using TencentCert.Core.Gaap;
using TencentCert.Core.Strings;


namespace TencentCert.Core.Bindings;

/// <summary>One write: the certificate a domain shall have, or a listener itself when <see cref="Domain"/> is null.</summary>
public sealed record GaapBindingChange
{
    /// <summary>Proxy of the listener; null for a group's.</summary>
    public string? ProxyId { get; init; }

    /// <summary>Listener.</summary>
    public required string ListenerId { get; init; }

    /// <summary>Domain as GAAP spells it; null for the listener's own certificate.</summary>
    public string? Domain { get; init; }

    /// <summary>Certificate to bind: an id of GAAP's store, or <c>default</c> for a domain.</summary>
    public required string CertificateId { get; init; }

    /// <summary>Certificate bound now.</summary>
    public string? PreviousCertificateId { get; init; }

    /// <summary>Client CA certificates to bind; null sends none and keeps what is bound.</summary>
    public IReadOnlyList<string>? ClientCertificateId { get; init; }

    /// <summary>Client CA certificates bound now.</summary>
    public IReadOnlyList<string> PreviousClientCertificateId { get; init; } = [];

    /// <summary>Whether no change of it was under way when it was read.</summary>
    public bool IsSettled { get; init; } = true;

    /// <summary>When it was read, where it is a plan's: what somebody has bound since is then left alone. Null writes over whatever is bound.</summary>
    internal long? ReadAt { get; init; }

    /// <summary>Whether everything asked for is bound already.</summary>
    public bool IsCurrent => IsSettled && IsShown(PreviousCertificateId, PreviousClientCertificateId);

    /// <summary>Name of what is changed.</summary>
    public string Target => Domain is null ? $"listener {ListenerId}" : $"{Domain} on {ListenerId}";

    /// <summary>One line for a preview.</summary>
    public override string ToString() => $"{PreviousCertificateId ?? Wording.Of($"(none)")} -> {CertificateId}";

    /// <summary>The change of a domain. Mutual authentication has its client certificates sent along: what is not sent, GAAP need not keep.</summary>
    /// <param name="domain">Domain as it is.</param>
    /// <param name="certificateId">Certificate to bind.</param>
    /// <param name="clientCertificateId">Client CA certificates; null keeps them.</param>
    public static GaapBindingChange Of(GaapDomain domain, string certificateId, IReadOnlyList<string>? clientCertificateId = null)
    {
        ArgumentNullException.ThrowIfNull(domain);
        return new GaapBindingChange
        {
            ProxyId = domain.ProxyId,
            ListenerId = domain.ListenerId,
            Domain = domain.Domain,
            CertificateId = certificateId,
            PreviousCertificateId = domain.CertificateId,
            ClientCertificateId = clientCertificateId ?? Kept(domain.ClientCertificateId),
            PreviousClientCertificateId = domain.ClientCertificateId,
            IsSettled = domain.Status == GaapDomainStatus.Running,
        };
    }

    /// <summary>The change of a listener's own certificates.</summary>
    /// <param name="listener">Listener as it is.</param>
    /// <param name="certificateId">Certificate to bind.</param>
    /// <param name="clientCertificateId">Client CA certificates; null keeps them.</param>
    public static GaapBindingChange Of(GaapListener listener, string certificateId, IReadOnlyList<string>? clientCertificateId = null)
    {
        ArgumentNullException.ThrowIfNull(listener);
        return new GaapBindingChange
        {
            ProxyId = listener.ProxyId,
            ListenerId = listener.ListenerId,
            CertificateId = certificateId,
            PreviousCertificateId = listener.CertificateId,
            ClientCertificateId = clientCertificateId ?? (listener.IsMutual ? Kept(listener.ClientCertificateId) : null),
            PreviousClientCertificateId = listener.ClientCertificateId,
            IsSettled = listener.Status == GaapListenerStatus.Running,
        };
    }

    /// <summary>The object that tells how it ended.</summary>
    /// <param name="state">How.</param>
    /// <param name="error">Why it failed or was left alone.</param>
    public GaapCertificateBinding Outcome(GaapBindingState state, string? error = null) => new()
    {
        ProxyId = ProxyId,
        ListenerId = ListenerId,
        Domain = Domain,
        CertificateId = CertificateId,
        PreviousCertificateId = PreviousCertificateId,
        ClientCertificateId = ClientCertificateId ?? PreviousClientCertificateId,
        State = state,
        Error = error,
    };

    /// <summary>The object that tells that it failed.</summary>
    /// <param name="failure">Why.</param>
    public GaapCertificateBinding Outcome(Exception failure)
    {
        ArgumentNullException.ThrowIfNull(failure);
        var refused = failure as TencentCertException;
        return Outcome(GaapBindingState.Failed, failure.Message) with { RequestId = refused?.RequestId, Attempts = refused?.Attempt ?? 0 };
    }

    internal bool IsShown(string? certificateId, IReadOnlyList<string> clientCertificateId) =>
        certificateId == CertificateId
        && (ClientCertificateId is not { } wanted || new HashSet<string>(wanted, StringComparer.Ordinal).SetEquals(clientCertificateId));

    private static IReadOnlyList<string>? Kept(IReadOnlyList<string> bound) => bound.Count > 0 ? bound : null;
}
