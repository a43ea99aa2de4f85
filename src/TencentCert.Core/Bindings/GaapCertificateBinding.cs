using TencentCert.Core.Gaap;

namespace TencentCert.Core.Bindings;

/// <summary>Outcome of a binding.</summary>
public enum GaapBindingState : long
{
    /// <summary>The change was accepted; the run did not wait for its effect, or <c>Verified</c> has the result.</summary>
    Changed,

    /// <summary>The change was accepted, and GAAP shows it as complete.</summary>
    Live,

    /// <summary>The certificate was already bound; nothing was sent.</summary>
    AlreadyCurrent,

    /// <summary>Skipped on purpose; the error gives the reason.</summary>
    Skipped,

    /// <summary>Not changed, or not known to be changed; the error gives the reason.</summary>
    Failed,
}

/// <summary>The outcome for one domain of one listener, or for a listener itself when <see cref="Domain"/> is null.</summary>
public sealed record GaapCertificateBinding
{
    /// <summary>Proxy of the listener; null for a proxy group.</summary>
    public string? ProxyId { get; init; }

    /// <summary>Listener.</summary>
    public required string ListenerId { get; init; }

    /// <summary>Domain; null for the listener's own certificate.</summary>
    public string? Domain { get; init; }

    /// <summary>Bound or requested certificate: an id of the GAAP certificate store, or <c>default</c>.</summary>
    public string? CertificateId { get; init; }

    /// <summary>Previously bound certificate.</summary>
    public string? PreviousCertificateId { get; init; }

    /// <summary>Client CA certificates bound now.</summary>
    public IReadOnlyList<string> ClientCertificateId { get; init => field = JoinedList<string>.Of(value); } = JoinedList<string>.Empty;

    /// <summary>Role of the certificate.</summary>
    public GaapCertificateRole Role { get; init; }

    /// <summary>The domain's authentication after the change; null for other changes.</summary>
    public GaapDomainAuthentication? Authentication { get; init; }

    /// <summary>Whether the domain is bound to <c>default</c> and follows its listener; the ids are the served ones.</summary>
    public bool FollowsListener { get; init; }

    /// <summary>Outcome.</summary>
    public GaapBindingState State { get; init; }

    /// <summary>Whether a TLS handshake showed the certificate; null without a handshake.</summary>
    public bool? Verified { get; init; }

    /// <summary>Why a client would refuse the served certificate although it is the right one; empty if it would not.</summary>
    public IReadOnlyList<string> ClientProblem { get; init => field = JoinedList<string>.Of(value); } = JoinedList<string>.Empty;

    /// <summary>Number of attempts.</summary>
    public int Attempts { get; init; }

    /// <summary>Time from the first request to the outcome.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>RequestId of the change; null when nothing was sent.</summary>
    public string? RequestId { get; init; }

    /// <summary>Why the binding failed or was skipped.</summary>
    public string? Error { get; init; }
}
