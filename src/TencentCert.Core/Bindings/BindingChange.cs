using TencentCert.Core.Bindings.Journal;
using TencentCert.Core.Gaap;

namespace TencentCert.Core.Bindings;

/// <summary>What a plan does with one binding.</summary>
public enum BindingStep : long
{
    /// <summary>The binding is written.</summary>
    Write,

    /// <summary>Nothing: the domain follows its listener, which is written.</summary>
    Follow,

    /// <summary>Nothing: the certificate is already bound.</summary>
    Current,

    /// <summary>Nothing: the binding no longer exists or was changed by others.</summary>
    Skip,

    /// <summary>Nothing: the user declined it.</summary>
    Decline,

    /// <summary>Nothing: the change cannot succeed.</summary>
    Refuse,
}

/// <summary>A change of one binding: of a domain, or of a listener itself when <see cref="Domain"/> is null.</summary>
public sealed record BindingChange
{
    /// <summary>Step.</summary>
    public BindingStep Step { get; init; }

    /// <summary>Proxy of the listener; null for a proxy group.</summary>
    public string? ProxyId { get; init; }

    /// <summary>Listener.</summary>
    public required string ListenerId { get; init; }

    /// <summary>Domain in GAAP's spelling; null for the listener's own certificate.</summary>
    public string? Domain { get; init; }

    /// <summary>Role of the certificate: served to clients, or part of the domain's authentication.</summary>
    public GaapCertificateRole Role { get; init; }

    /// <summary>Requested changes to the domain's authentication; null where one certificate replaces another.</summary>
    public AuthenticationEdit? Edit { get; init; }

    /// <summary>The domain's authentication as it was read.</summary>
    public GaapDomainAuthentication FromAuthentication { get; init; } = new();

    /// <summary>Port of the listener, if known.</summary>
    public long? Port { get; init; }

    /// <summary>Certificate bound before: an id of the GAAP certificate store, or <c>default</c>; null when there is none.</summary>
    public string? From { get; init; }

    /// <summary>Certificate to bind: an id of the GAAP certificate store, or <c>default</c> for a domain; null before its import.</summary>
    public string? To { get; init; }

    /// <summary>Certificate served after the change; null when its content is unknown.</summary>
    public BindingCertificate? Certificate { get; init; }

    /// <summary>Client CA certificates bound at present.</summary>
    public IReadOnlyList<string> FromClients { get; init; } = [];

    /// <summary>Client CA certificates to bind; null keeps the bound ones.</summary>
    public IReadOnlyList<string>? ToClients { get; init; }

    /// <summary>Whether the domain has no certificate of its own and follows its listener.</summary>
    public bool FollowsListener { get; init; }

    /// <summary>Whether no change was in progress when the binding was read.</summary>
    public bool IsSettled { get; init; } = true;

    /// <summary>Why nothing is sent.</summary>
    public string? Reason { get; init; }

    /// <summary>The error of a refused change.</summary>
    public Exception? Failure { get; init; }

    /// <summary>Time of the read by the client's clock, to skip bindings changed by others since; null overwrites any binding.</summary>
    internal long? ReadAt { get; init; }

    /// <summary>Whether everything requested is already bound.</summary>
    public bool IsCurrent => IsSettled && (IsAuthentication ? IsAppliedTo(FromAuthentication) : IsAppliedTo(From, FromClients));

    /// <summary>Whether the change concerns the domain's authentication instead of the served certificate.</summary>
    public bool IsAuthentication => Role is not (GaapCertificateRole.Server or GaapCertificateRole.Client);

    /// <summary>Key of the binding.</summary>
    public BindingKey Key => new(ListenerId, Domain, Role);

    /// <summary>Display name of the binding.</summary>
    public string Target => Domain is null ? Wording.Of($"listener {ListenerId}") : Wording.Of($"{Domain} on {ListenerId}");

    /// <summary>API action of the change.</summary>
    public string Action => IsAuthentication ? "SetAuthentication" : Domain is null ? "ModifyHTTPSListenerAttribute" : "ModifyCertificate";

    /// <summary>One line for a preview.</summary>
    public override string ToString()
    {
        if (Edit is { } edit)
            return $"{Display(FromAuthentication)} -> {Display(edit.Apply(FromAuthentication))}";

        var to = To ?? (Certificate is null ? Wording.Of($"(none)") : Wording.Of($"{Certificate.Name}, imported first"));
        var change = IsAuthentication ? $"{Role} {From} -> {to}" : $"{From ?? Wording.Of($"(none)")} -> {to}";
        return ToClients is { } clients && !new HashSet<string>(clients, StringComparer.Ordinal).SetEquals(FromClients)
            ? Wording.Of($"{change}, client certificates {Wording.List(clients)}")
            : change;
    }

    /// <summary>A change of a domain; with the client certificates of mutual authentication, which GAAP may remove if omitted.</summary>
    /// <param name="domain">Present state of the domain.</param>
    /// <param name="to">Certificate to bind; null for one that is still to be imported.</param>
    /// <param name="clients">Client CA certificates; null keeps them.</param>
    public static BindingChange Of(GaapDomain domain, string? to, IReadOnlyList<string>? clients = null) => Unchanged(domain) with
    {
        From = domain.CertificateId,
        To = to,
        FromClients = domain.ClientCertificateId,
        ToClients = clients ?? NullIfEmpty(domain.ClientCertificateId),
    };

    /// <summary>A change of one certificate of a domain's authentication.</summary>
    /// <param name="domain">Present state of the domain.</param>
    /// <param name="role">Role of the certificate.</param>
    /// <param name="from">Certificate to replace.</param>
    /// <param name="to">New certificate; null for one that is still to be imported.</param>
    public static BindingChange Of(GaapDomain domain, GaapCertificateRole role, string? from, string? to) =>
        Unchanged(domain) with { Role = role, From = from, To = to, FromAuthentication = domain.Authentication };

    /// <summary>A requested change of a domain's authentication.</summary>
    /// <param name="domain">Present state of the domain.</param>
    /// <param name="edit">Requested changes.</param>
    public static BindingChange Of(GaapDomain domain, AuthenticationEdit edit)
    {
        ArgumentNullException.ThrowIfNull(domain);
        ArgumentNullException.ThrowIfNull(edit);
        var (from, to) = (domain.Authentication.First(edit.Role), edit.Apply(domain.Authentication).First(edit.Role));
        return Of(domain, edit.Role, from, to) with { Edit = edit };
    }

    /// <summary>A change of a listener's own certificates.</summary>
    /// <param name="listener">Present state of the listener.</param>
    /// <param name="to">Certificate to bind; null for one that is still to be imported.</param>
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
            ToClients = clients ?? (listener.IsMutual ? NullIfEmpty(listener.ClientCertificateId) : null),
            IsSettled = listener.Status == GaapListenerStatus.Running,
        };
    }

    /// <summary>A binding of an earlier run, which may no longer exist.</summary>
    internal static BindingChange Of(GaapCertificateUpdateBinding binding, string? to) =>
        new() { ProxyId = binding.ProxyId, ListenerId = binding.ListenerId, Domain = binding.Domain, Role = binding.Role, To = to };

    /// <summary>A domain that follows its listener: it is part of the plan, but not written.</summary>
    internal static BindingChange Following(BindingChange listenerChange, GaapListener listener, GaapDomain domain) =>
        Of(domain, listenerChange.To) with
        {
            Step = listenerChange.Step == BindingStep.Write ? BindingStep.Follow : listenerChange.Step,
            From = listener.CertificateId,
            Certificate = listenerChange.Certificate,
            FollowsListener = true,
            Reason = listenerChange.Reason,
            Failure = listenerChange.Failure,
        };

    /// <summary>The change as refused.</summary>
    /// <param name="failure">Reason.</param>
    public BindingChange Refused(Exception failure)
    {
        ArgumentNullException.ThrowIfNull(failure);
        return this with { Step = BindingStep.Refuse, Reason = failure.Message, Failure = failure };
    }

    /// <summary>The change as skipped.</summary>
    /// <param name="reason">Reason.</param>
    public BindingChange Skipped(string reason) => this with { Step = BindingStep.Skip, Reason = reason };

    /// <summary>The change as declined by the user.</summary>
    /// <param name="reason">Reason.</param>
    public BindingChange Declined(string reason) => this with { Step = BindingStep.Decline, Reason = reason };

    /// <summary>The public result of the change.</summary>
    /// <param name="state">Outcome.</param>
    /// <param name="error">Why the change failed or was skipped.</param>
    public GaapCertificateBinding Outcome(GaapBindingState state, string? error = null) => new()
    {
        ProxyId = ProxyId,
        ListenerId = ListenerId,
        Domain = Domain,
        CertificateId = To,
        PreviousCertificateId = From,
        ClientCertificateId = ToClients ?? FromClients,
        Role = Role,
        Authentication = IsAuthentication ? RequestedAuthentication(FromAuthentication) : null,
        FollowsListener = FollowsListener,
        State = state,
        Error = error,
    };

    /// <summary>The public result of a failed change.</summary>
    /// <param name="failure">Reason.</param>
    public GaapCertificateBinding Outcome(Exception failure)
    {
        ArgumentNullException.ThrowIfNull(failure);
        var refusal = failure as TencentCertException;
        return Outcome(GaapBindingState.Failed, failure.Message) with { RequestId = refusal?.RequestId, Attempts = refusal?.Attempt ?? 0 };
    }

    internal JournalLine ToLine(JournalEvent journalEvent) => new()
    {
        Event = journalEvent, ListenerId = ListenerId, Domain = Domain, Role = IsAuthentication ? Role : null,
    };

    internal static string BoundSincePlan(string? planned, string bound) => Wording.Of(
        $"It had {planned ?? Wording.Of($"(none)")} when this run was planned; since then another change has bound {bound}.");

    internal bool IsAppliedTo(string? certificateId, IReadOnlyList<string> clients) =>
        To is not null && certificateId == To
        && (ToClients is not { } requested || new HashSet<string>(requested, StringComparer.Ordinal).SetEquals(clients));

    internal bool IsAppliedTo(GaapDomainAuthentication current) =>
        RequestedAuthentication(current).IsSame(current) && (Edit is not null || (To is { } to && current.Ids(Role).Contains(to)));

    internal bool IsAppliedTo(GaapDomain domain) =>
        IsAuthentication ? IsAppliedTo(domain.Authentication) : IsAppliedTo(domain.CertificateId, domain.ClientCertificateId);

    /// <summary>The requested authentication; settings that others have enabled since are kept.</summary>
    internal GaapDomainAuthentication RequestedAuthentication(GaapDomainAuthentication current) =>
        Edit is { } edit ? edit.Apply(current) : To is { } to ? current.Replacing(Role, From, to) : current;

    /// <summary>The domain's certificate in the role of the change: the one to replace, the new one, or another one.</summary>
    internal string? BoundCertificate(GaapDomain domain) =>
        IsAuthentication ? domain.Authentication.First(Role, From, To) : domain.CertificateId;

    private static string Display(GaapDomainAuthentication authentication) =>
        authentication.ToString() is { Length: > 0 } text ? text : Wording.Of($"(none)");

    private static IReadOnlyList<string>? NullIfEmpty(IReadOnlyList<string> ids) => ids.Count > 0 ? ids : null;

    private static BindingChange Unchanged(GaapDomain domain)
    {
        ArgumentNullException.ThrowIfNull(domain);
        return new BindingChange
        {
            ProxyId = domain.ProxyId,
            ListenerId = domain.ListenerId,
            Domain = domain.Domain,
            Port = domain.Port,
            IsSettled = domain.Status == GaapDomainStatus.Running,
        };
    }
}
