using TencentCert.Core.Wire.Gaap;

namespace TencentCert.Core.Gaap;

/// <summary>State of a listener, with the service's numbers. Unknown numbers are kept.</summary>
public enum GaapListenerStatus : long
{
    /// <summary>Running.</summary>
    Running = 0,

    /// <summary>Being created.</summary>
    Creating = 1,

    /// <summary>Being deleted.</summary>
    Deleting = 2,

    /// <summary>Its origin servers are being changed.</summary>
    AdjustingRealServers = 3,

    /// <summary>Its configuration is being changed.</summary>
    Changing = 4,
}

/// <summary>An HTTPS listener of a proxy or group (DescribeHTTPSListeners).</summary>
public sealed record GaapListener
{
    /// <summary>Id, such as <c>listener-12345678</c>.</summary>
    public required string ListenerId { get; init; }

    /// <summary>Name.</summary>
    public string? ListenerName { get; init; }

    /// <summary>Proxy it belongs to; null for a listener of a group.</summary>
    public string? ProxyId { get; init; }

    /// <summary>Group it belongs to; null for a listener of a proxy.</summary>
    public string? GroupId { get; init; }

    /// <summary>Port.</summary>
    public long? Port { get; init; }

    /// <summary>State.</summary>
    public GaapListenerStatus Status { get; init; }

    /// <summary>Protocol to the origin servers.</summary>
    public string? ForwardProtocol { get; init; }

    /// <summary>Server certificate, in the GAAP certificate store; used by every domain without one of its own.</summary>
    public string? CertificateId { get; init; }

    /// <summary>Alias of the server certificate.</summary>
    public string? CertificateAlias { get; init; }

    /// <summary>Client CA certificates, for mutual authentication.</summary>
    public IReadOnlyList<string> ClientCertificateId { get; init => field = JoinedList<string>.Of(value); } = JoinedList<string>.Empty;

    /// <summary>Whether clients must present a certificate.</summary>
    public bool IsMutual { get; init; }

    /// <summary>TLS versions that clients may use; empty if the service returns none.</summary>
    public IReadOnlyList<string> TLSSupportVersion { get; init => field = JoinedList<string>.Of(value); } = JoinedList<string>.Empty;

    /// <summary>Cipher suites that clients may use, by the name of a set; null if the service returns none.</summary>
    public string? TLSCiphers { get; init; }

    /// <summary>Creation.</summary>
    public DateTimeOffset? CreateTime { get; init; }

    /// <inheritdoc />
    public override string ToString() => $"{ListenerId} ({ListenerName})";

    internal static GaapListener Read(HTTPSListener listener, string? proxyId, string? groupId) => new()
    {
        ListenerId = listener.ListenerId ?? "",
        ListenerName = listener.ListenerName,
        ProxyId = listener.ProxyId.NullIfEmpty() ?? proxyId,
        GroupId = listener.GroupId.NullIfEmpty() ?? groupId,
        Port = listener.Port,
        Status = (GaapListenerStatus)(listener.ListenerStatus ?? -1),
        ForwardProtocol = listener.ForwardProtocol,
        CertificateId = listener.CertificateId.NullIfEmpty(),
        CertificateAlias = listener.CertificateAlias,
        ClientCertificateId = GaapClientCertificates.Read(listener.ClientCertificateId, listener.PolyClientCertificateAliasInfo),
        IsMutual = listener.AuthType == 1,
        TLSSupportVersion = (listener.TLSSupportVersion ?? []).Where(version => !string.IsNullOrEmpty(version)).ToArray(),
        TLSCiphers = listener.TLSCiphers.NullIfEmpty(),
        CreateTime = GaapTime.Read(listener.CreateTime),
    };
}
