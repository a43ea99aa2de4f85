using TencentCert.Core.Wire.Gaap;

namespace TencentCert.Core.Gaap;

/// <summary>An acceleration channel, or proxy (DescribeProxies).</summary>
public sealed record GaapProxy
{
    /// <summary>Version whose domains have certificates of their own.</summary>
    public const string PerDomainVersion = "3.0";

    /// <summary>Id, such as <c>link-12345678</c>.</summary>
    public required string ProxyId { get; init; }

    /// <summary>Name.</summary>
    public string? ProxyName { get; init; }

    /// <summary><c>1.0</c>, <c>2.0</c> or <c>3.0</c>.</summary>
    public string? Version { get; init; }

    /// <summary>State, such as <c>RUNNING</c>.</summary>
    public string? Status { get; init; }

    /// <summary>Group of the proxy; null without one.</summary>
    public string? GroupId { get; init; }

    /// <summary>Access domain, a CNAME target.</summary>
    public string? AccessDomain { get; init; }

    /// <summary>Access address.</summary>
    public string? IP { get; init; }

    /// <summary>Access region.</summary>
    public string? AccessRegion { get; init; }

    /// <summary>Region of the origin servers.</summary>
    public string? RealServerRegion { get; init; }

    /// <summary>Project.</summary>
    public long? ProjectId { get; init; }

    /// <summary>Creation.</summary>
    public DateTimeOffset? CreateTime { get; init; }

    /// <summary>
    /// Whether the proxy is banned: <c>RECOVER</c> for one that is not, <c>BANNED</c>, <c>BANNING</c>, <c>RECOVERING</c>, <c>BAN_FAILED</c>
    /// or <c>RECOVER_FAILED</c>.
    /// </summary>
    public string? BanStatus { get; init; }

    /// <inheritdoc />
    public override string ToString() => $"{ProxyId} ({ProxyName})";

    internal static GaapProxy Read(ProxyInfo proxy) => new()
    {
        ProxyId = proxy.ProxyId ?? proxy.InstanceId ?? "",
        ProxyName = proxy.ProxyName,
        Version = proxy.Version,
        Status = proxy.Status,
        GroupId = proxy.GroupId.NullIfEmpty(),
        AccessDomain = proxy.Domain,
        IP = proxy.IP,
        AccessRegion = proxy.AccessRegion,
        RealServerRegion = proxy.RealServerRegion,
        ProjectId = proxy.ProjectId,
        CreateTime = GaapTime.Read(proxy.CreateTime),
        BanStatus = proxy.BanStatus.NullIfEmpty(),
    };
}

/// <summary>A group of proxies that share listeners (DescribeProxyGroupList).</summary>
public sealed record GaapProxyGroup
{
    /// <summary>Id, such as <c>lg-12345678</c>.</summary>
    public required string GroupId { get; init; }

    /// <summary>Name.</summary>
    public string? GroupName { get; init; }

    /// <summary>Version, as for a proxy.</summary>
    public string? Version { get; init; }

    /// <summary>State.</summary>
    public string? Status { get; init; }

    internal static GaapProxyGroup Read(ProxyGroupInfo group) => new()
    {
        GroupId = group.GroupId ?? "",
        GroupName = group.GroupName,
        Version = group.Version,
        Status = group.Status,
    };
}
