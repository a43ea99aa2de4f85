using TencentCert.Core.Wire.Gaap;

namespace TencentCert.Core.Gaap;

/// <summary>State of a domain under a listener, with the service's numbers. Unknown numbers are kept.</summary>
public enum GaapDomainStatus : long
{
    /// <summary>Running.</summary>
    Running = 0,

    /// <summary>A change is in progress.</summary>
    Changing = 1,

    /// <summary>Being deleted.</summary>
    Deleting = 2,
}

/// <summary>A domain under a listener and the certificate it serves (DescribeRules).</summary>
public sealed record GaapDomain
{
    /// <summary>Domain; may be a wildcard.</summary>
    public required string Domain { get; init; }

    /// <summary>Its listener.</summary>
    public required string ListenerId { get; init; }

    /// <summary>Proxy of the listener.</summary>
    public string? ProxyId { get; init; }

    /// <summary>Group of the listener.</summary>
    public string? GroupId { get; init; }

    /// <summary>Port of the listener.</summary>
    public long? Port { get; init; }

    /// <summary>State.</summary>
    public GaapDomainStatus Status { get; init; }

    /// <summary>Certificate as bound: an id of the store, or <c>default</c> for the listener's. Null below version 3.0.</summary>
    public string? CertificateId { get; init; }

    /// <summary>Certificate as served: the bound one, or the listener's.</summary>
    public string? EffectiveCertificateId { get; init; }

    /// <summary>Alias of the bound certificate.</summary>
    public string? CertificateAlias { get; init; }

    /// <summary>Client CA certificates as bound: ids, or <c>default</c>.</summary>
    public IReadOnlyList<string> ClientCertificateId { get; init => field = JoinedList<string>.Of(value); } = JoinedList<string>.Empty;

    /// <summary>Authentication between the domain and its origin servers, and its basic authentication.</summary>
    public GaapDomainAuthentication Authentication { get; init; } = new();

    /// <summary>GAAP's certificate for the origin servers, if enabled.</summary>
    public string? GaapCertificateId => Authentication.GaapCertificateId;

    /// <summary>CA certificates of the origin servers, if they are verified.</summary>
    public IReadOnlyList<string> RealServerCertificateId => Authentication.RealServerCertificateId;

    /// <summary>Name expected in the origin servers' certificate.</summary>
    public string? RealServerCertificateDomain => Authentication.RealServerCertificateDomain;

    /// <summary>Basic-authentication file, if enabled.</summary>
    public string? BasicAuthConfId => Authentication.BasicAuthConfId;

    /// <summary>TLS versions that clients may use; empty if the service returns none.</summary>
    public IReadOnlyList<string> TLSSupportVersion { get; init => field = JoinedList<string>.Of(value); } = JoinedList<string>.Empty;

    /// <summary>Cipher suites that clients may use, by the name of a set; null if the service returns none.</summary>
    public string? TLSCiphers { get; init; }

    /// <summary>
    /// Whether the domain is banned: <c>RECOVER</c> for one that is not, <c>BANNED</c>, <c>BANNING</c>, <c>RECOVERING</c>,
    /// <c>BAN_FAILED</c> or <c>RECOVER_FAILED</c>.
    /// </summary>
    public string? BanStatus { get; init; }

    /// <summary>Whether it is the default for names that no other domain of the listener matches.</summary>
    public bool IsDefaultServer { get; init; }

    /// <summary>Whether it is bound to <c>default</c>.</summary>
    public bool UsesListenerCertificate => CertificateId == TencentCert.Core.Gaap.GaapCertificateId.Default;

    /// <summary>Whether it serves its listener's certificate: bound to <c>default</c>, or below version 3.0.</summary>
    internal bool FollowsListener => CertificateId is null || UsesListenerCertificate;

    /// <inheritdoc />
    public override string ToString() => $"{Domain} ({ListenerId})";

    internal static GaapDomain Read(DomainRuleSet rule, GaapListener listener) => new()
    {
        Domain = rule.Domain ?? "",
        ListenerId = listener.ListenerId,
        ProxyId = listener.ProxyId,
        GroupId = listener.GroupId,
        Port = listener.Port,
        Status = (GaapDomainStatus)(rule.DomainStatus ?? -1),
        CertificateId = rule.CertificateId.NullIfEmpty() is { } id ? TencentCert.Core.Gaap.GaapCertificateId.Normalize(id) : null,
        EffectiveCertificateId = rule.CertificateId.NullIfEmpty() is { } own && !TencentCert.Core.Gaap.GaapCertificateId.IsDefault(own)
            ? own
            : listener.CertificateId,
        CertificateAlias = rule.CertificateAlias,
        ClientCertificateId = GaapClientCertificates.Read(rule.ClientCertificateId, rule.PolyClientCertificateAliasInfo),
        Authentication = GaapDomainAuthentication.Read(rule),
        TLSSupportVersion = (rule.TLSSupportVersion ?? []).Where(version => !string.IsNullOrEmpty(version)).ToArray(),
        TLSCiphers = rule.TLSCiphers.NullIfEmpty(),
        BanStatus = rule.BanStatus.NullIfEmpty(),
        IsDefaultServer = rule.IsDefaultServer == true,
    };
}
