using TencentCert.Core.Gaap;
using TencentCert.Core.Strings;

namespace TencentCert.Core.Bindings;

/// <summary>How a binding ended.</summary>
public enum GaapBindingState : long
{
    /// <summary>The change was accepted; the run did not wait until it is served, or <c>Verified</c> says so.</summary>
    Changed,

    /// <summary>The change was accepted and GAAP shows it as done.</summary>
    Live,

    /// <summary>The certificate was bound already; nothing was sent.</summary>
    AlreadyCurrent,

    /// <summary>Left alone on purpose; the error says why.</summary>
    Skipped,

    /// <summary>Not changed, or not known to be; the error says why.</summary>
    Failed,
}

/// <summary>The outcome for one domain of one listener, or for a listener itself when <see cref="Domain"/> is null.</summary>
public sealed record GaapCertificateBinding
{
    /// <summary>Proxy of the listener; null for a group's.</summary>
    public string? ProxyId { get; init; }

    /// <summary>Listener.</summary>
    public required string ListenerId { get; init; }

    /// <summary>Domain; null for the listener's own certificate.</summary>
    public string? Domain { get; init; }

    /// <summary>Certificate bound now, or meant to be: an id of GAAP's store or <c>default</c>.</summary>
    public string? CertificateId { get; init; }

    /// <summary>Certificate bound before.</summary>
    public string? PreviousCertificateId { get; init; }

    /// <summary>Client CA certificates bound now.</summary>
    public IReadOnlyList<string> ClientCertificateId { get; init => field = JoinedList<string>.Of(value); } = JoinedList<string>.Empty;

    /// <summary>What the certificate does there.</summary>
    public GaapCertificateRole Role { get; init; }

    /// <summary>All of the domain's authentication after the change; null when the change is not of that.</summary>
    public GaapDomainAuthentication? Authentication { get; init; }

    /// <summary>Whether it is bound to <c>default</c> and so changes with its listener; the ids are those served.</summary>
    public bool FollowsListener { get; init; }

    /// <summary>Outcome.</summary>
    public GaapBindingState State { get; init; }

    /// <summary>Whether a TLS handshake showed the certificate; null when none was made.</summary>
    public bool? Verified { get; init; }

    /// <summary>
    /// Why a client would refuse what the handshake showed, though it be the right certificate. Empty where it would not.
    /// </summary>
    public IReadOnlyList<string> ClientProblem { get; init => field = JoinedList<string>.Of(value); } = JoinedList<string>.Empty;

    /// <summary>Attempts the change took.</summary>
    public int Attempts { get; init; }

    /// <summary>From the first request to the outcome.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>RequestId of the change; null when nothing was sent.</summary>
    public string? RequestId { get; init; }

    /// <summary>Why it failed or was left alone.</summary>
    public string? Error { get; init; }
}
