using TencentCert.Core.Wire.Ssl;

namespace TencentCert.Core.Ssl;

/// <summary>
/// A benefit package: points that pay for certificates (DescribePackages). https://cloud.tencent.com/document/product/400/56291
/// </summary>
public sealed record SslPackage
{
    /// <summary>Id.</summary>
    public required string PackageId { get; init; }

    /// <summary>Kind, such as <c>ssl_100</c>.</summary>
    public string? Type { get; init; }

    /// <summary><c>usable</c>, <c>used</c>, <c>expired</c> or <c>refund</c>.</summary>
    public string? Status { get; init; }

    /// <summary>Total points.</summary>
    public long? Total { get; init; }

    /// <summary>Points left.</summary>
    public long? Balance { get; init; }

    /// <summary>End of validity.</summary>
    public DateTimeOffset? ExpireTime { get; init; }

    /// <summary>Time of purchase or transfer.</summary>
    public DateTimeOffset? CreateTime { get; init; }

    /// <summary>Last change.</summary>
    public DateTimeOffset? UpdateTime { get; init; }

    /// <summary>Source.</summary>
    public string? SourceType { get; init; }

    internal static SslPackage Read(PackageInfo package) => new()
    {
        PackageId = package.PackageId ?? "",
        Type = package.Type,
        Status = package.Status,
        Total = package.Total,
        Balance = package.Balance,
        ExpireTime = SslTime.Parse(package.ExpireTime),
        CreateTime = SslTime.Parse(package.CreateTime),
        UpdateTime = SslTime.Parse(package.UpdateTime),
        SourceType = package.SourceType,
    };
}
