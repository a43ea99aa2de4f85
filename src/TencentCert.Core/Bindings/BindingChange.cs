using TencentCert.Core.Bindings.Journal;
using TencentCert.Core.Errors;
using TencentCert.Core.Gaap;
using TencentCert.Core.Strings;

namespace TencentCert.Core.Bindings;

/// <summary>What a plan does with a binding.</summary>
public enum BindingStep : long
{
    /// <summary>Write it.</summary>
    Write,

    /// <summary>Nothing: it follows its listener, which is written.</summary>
    Follow,

    /// <summary>Nothing: it has the certificate.</summary>
    Current,

    /// <summary>Nothing: it no longer exists, or was changed by others since.</summary>
    Skip,

    /// <summary>Nothing: the user declined it.</summary>
    Decline,

    /// <summary>Nothing, because it cannot succeed.</summary>
    Refuse,
}

/// <summary>A change of one binding: of a domain, or of a listener itself when <see cref="Domain"/> is null.</summary>
public sealed record BindingChange
{
    /// <summary>What is done.</summary>
    public BindingStep Step { get; init; }

    /// <summary>Proxy of the listener; null for a group's.</summary>
    public string? ProxyId { get; init; }

    /// <summary>Listener.</summary>
    public required string ListenerId { get; init; }

    /// <summary>Domain as GAAP spells it; null for the listener's own certificate.</summary>
    public string? Domain { get; init; }

    /// <summary>What the certificate does there: shown to clients, or part of the domain's authentication.</summary>
    public GaapCertificateRole Role { get; init; }

    /// <summary>What of the domain's authentication was asked for; null where one certificate takes the place of another.</summary>
    public AuthenticationEdit? Edit { get; init; }

    /// <summary>The domain's authentication as it was read.</summary>
    public GaapDomainAuthentication FromAuthentication { get; init; } = new();

    /// <summary>Port of the listener, where it is known.</summary>
    public long? Port { get; init; }

    /// <summary>Certificate bound now: an id of GAAP's store, or <c>default</c>; null when there is none.</summary>
    public string? From { get; init; }

    /// <summary>
    /// Certificate to bind: an id of GAAP's store, or <c>default</c> for a domain; null until <see cref="Certificate"/> is imported.
    /// </summary>
    public string? To { get; init; }

    /// <summary>Certificate that is served after the change; null when its content is not known.</summary>
    public BindingCertificate? Certificate { get; init; }

    /// <summary>Client CA certificates bound now.</summary>
    public IReadOnlyList<string> FromClients { get; init; } = [];

    /// <summary>Client CA certificates to bind; null sends none and keeps what is bound.</summary>
    public IReadOnlyList<string>? ToClients { get; init; }

    /// <summary>Whether the domain has no certificate of its own and changes with its listener.</summary>
    public bool FollowsListener { get; init; }

    /// <summary>Whether no change of it was under way when it was read.</summary>
    public bool IsSettled { get; init; } = true;

    /// <summary>Why nothing is sent.</summary>
    public string? Reason { get; init; }

    /// <summary>The error of a change that is refused.</summary>
    public Exception? Failure { get; init; }

    /// <summary>
    /// When it was read, by the client's clock: what others have bound since is then left alone. Null writes over whatever is bound.
    /// </summary>
    internal long? ReadAt { get; init; }

    /// <summary>Whether everything asked for is bound already.</summary>
    public bool IsCurrent => IsSettled && (IsAuthentication ? IsShown(FromAuthentication) : IsShown(From, FromClients));

    /// <summary>Whether it is of the domain's authentication, and not of what clients are shown.</summary>
    public bool IsAuthentication => Role is not (GaapCertificateRole.Server or GaapCertificateRole.Client);

    /// <summary>What is changed, for a comparison.</summary>
    public BindingKey Key => new(ListenerId, Domain, Role);

    /// <summary>Name of what is changed.</summary>
    public string Target => Domain is null ? Wording.Of($"listener {ListenerId}") : Wording.Of($"{Domain} on {ListenerId}");

    /// <summary>Action of the API that carries it out.</summary>
    public string Action => IsAuthentication ? "SetAuthentication" : Domain is null ? "ModifyHTTPSListenerAttribute" : "ModifyCertificate";

    /// <summary>One line for a preview.</summary>
    public override string ToString()
    {
        if (Edit is { } edit)
        {
            return $"{Shown(FromAuthentication)} -> {Shown(edit.Apply(FromAuthentication))}";
        }

        var to = To ?? (Certificate is null ? Wording.Of($"(none)") : Wording.Of($"{Certificate.Name}, imported first"));
        var change = IsAuthentication ? $"{Role} {From} -> {to}" : $"{From ?? Wording.Of($"(none)")} -> {to}";
        return ToClients is { } clients && !new HashSet<string>(clients, StringComparer.Ordinal).SetEquals(FromClients)
            ? Wording.Of($"{change}, client certificates {Wording.List(clients)}")
            : change;
    }

    /// <summary>
    /// The change of a domain. Mutual authentication has its client certificates sent along: what is not sent, GAAP need not keep.
    /// </summary>
    /// <param name="domain">Domain as it is.</param>
    /// <param name="to">Certificate to bind; null for one that is imported first.</param>
    /// <param name="clients">Client CA certificates; null keeps them.</param>
    public static BindingChange Of(GaapDomain domain, string? to, IReadOnlyList<string>? clients = null)
    {
        ArgumentNullException.ThrowIfNull(domain);
        return new BindingChange
        {
            ProxyId = domain.ProxyId,
            ListenerId = domain.ListenerId,
            Domain = domain.Domain,
            Port = domain.Port,
            From = domain.CertificateId,
            To = to,
            FromClients = domain.ClientCertificateId,
            ToClients = clients ?? Kept(domain.ClientCertificateId),
            IsSettled = domain.Status == GaapDomainStatus.Running,
        };
    }

    /// <summary>The change of one certificate of a domain's authentication.</summary>
    /// <param name="domain">Domain as it is.</param>
    /// <param name="role">What the certificate does there.</param>
    /// <param name="from">Certificate to replace.</param>
    /// <param name="to">Certificate to take its place; null for one that is imported first.</param>
    public static BindingChange Of(GaapDomain domain, GaapCertificateRole role, string? from, string? to)
    {
        ArgumentNullException.ThrowIfNull(domain);
        return new BindingChange
        {
            ProxyId = domain.ProxyId,
            ListenerId = domain.ListenerId,
            Domain = domain.Domain,
            Role = role,
            Port = domain.Port,
            From = from,
            To = to,
            FromAuthentication = domain.Authentication,
            IsSettled = domain.Status == GaapDomainStatus.Running,
        };
    }

    /// <summary>The change of a domain's authentication as asked for.</summary>
    /// <param name="domain">Domain as it is.</param>
    /// <param name="edit">What is to change.</param>
    public static BindingChange Of(GaapDomain domain, AuthenticationEdit edit)
    {
        ArgumentNullException.ThrowIfNull(domain);
        ArgumentNullException.ThrowIfNull(edit);
        return Of(
            domain,
            edit.Role,
            domain.Authentication.First(edit.Role),
            edit.Apply(domain.Authentication).First(edit.Role)) with { Edit = edit };
    }

    /// <summary>The change of a listener's own certificates.</summary>
    /// <param name="listener">Listener as it is.</param>
    /// <param name="to">Certificate to bind; null for one that is imported first.</param>
    /// <param name="clients">Client CA certificates; null keeps them.</param>
    public static BindingChange Of(GaapListener listener, string? to, IReadOnlyList<string>? clients = null)
    {
        ArgumentNullException.ThrowIfNull(listener);
        return new BindingChange
        {
            ProxyId = listener.ProxyId,
            ListenerId = listener.ListenerId,
            Port = listener.Port,
            From = listener.CertificateId,
            To = to,
            FromClients = listener.ClientCertificateId,
            ToClients = clients ?? (listener.IsMutual ? Kept(listener.ClientCertificateId) : null),
            IsSettled = listener.Status == GaapListenerStatus.Running,
        };
    }

    /// <summary>The change, refused.</summary>
    /// <param name="failure">Why.</param>
    public BindingChange Refused(Exception failure)
    {
        ArgumentNullException.ThrowIfNull(failure);
        return this with { Step = BindingStep.Refuse, Reason = failure.Message, Failure = failure };
    }

    /// <summary>The change, left out.</summary>
    /// <param name="reason">Why.</param>
    public BindingChange Skipped(string reason) => this with { Step = BindingStep.Skip, Reason = reason };

    /// <summary>The change, declined by the user.</summary>
    /// <param name="reason">What was declined.</param>
    public BindingChange Declined(string reason) => this with { Step = BindingStep.Decline, Reason = reason };

    /// <summary>The public result of the change.</summary>
    /// <param name="state">How it ended.</param>
    /// <param name="error">Why it failed or was left alone.</param>
    public GaapCertificateBinding Outcome(GaapBindingState state, string? error = null) => new()
    {
        ProxyId = ProxyId,
        ListenerId = ListenerId,
        Domain = Domain,
        CertificateId = To,
        PreviousCertificateId = From,
        ClientCertificateId = ToClients ?? FromClients,
        Role = Role,
        Authentication = IsAuthentication ? Wanted(FromAuthentication) : null,
        FollowsListener = FollowsListener,
        State = state,
        Error = error,
    };

    /// <summary>The public result of a change that failed.</summary>
    /// <param name="failure">Why.</param>
    public GaapCertificateBinding Outcome(Exception failure)
    {
        ArgumentNullException.ThrowIfNull(failure);
        var refused = failure as TencentCertException;
        return Outcome(GaapBindingState.Failed, failure.Message) with { RequestId = refused?.RequestId, Attempts = refused?.Attempt ?? 0 };
    }

    /// <summary>Whether a binding as it is read has everything asked for.</summary>
    internal bool IsShown(string? certificateId, IReadOnlyList<string> clients) =>
        To is not null && certificateId == To
        && (ToClients is not { } wanted || new HashSet<string>(wanted, StringComparer.Ordinal).SetEquals(clients));

    /// <summary>Whether a domain's authentication has everything asked for.</summary>
    internal bool IsShown(GaapDomainAuthentication now) =>
        Wanted(now).IsSame(now) && (Edit is not null || (To is { } to && now.Ids(Role).Contains(to)));

    /// <summary>Whether a domain as it is read has everything asked for.</summary>
    internal bool IsShown(GaapDomain domain) =>
        IsAuthentication ? IsShown(domain.Authentication) : IsShown(domain.CertificateId, domain.ClientCertificateId);

    /// <summary>What a domain's authentication is to be: what others have switched on since stays.</summary>
    internal GaapDomainAuthentication Wanted(GaapDomainAuthentication now) =>
        Edit is { } edit ? edit.Apply(now) : To is { } to ? now.Replacing(Role, From, to) : now;

    /// <summary>The certificate of a domain that the change is about: the one it replaces, the new one, or what is there instead.</summary>
    internal string? BoundIn(GaapDomain domain)
    {
        if (!IsAuthentication)
        {
            return domain.CertificateId;
        }

        return domain.Authentication.First(Role, From, To);
    }

    private static string Shown(GaapDomainAuthentication authentication) =>
        authentication.ToString() is { Length: > 0 } text ? text : Wording.Of($"(none)");

    private static IReadOnlyList<string>? Kept(IReadOnlyList<string> bound) => bound.Count > 0 ? bound : null;
}
