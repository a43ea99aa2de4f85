namespace TencentCert.Core.Ssl;

/// <summary>An order for a free certificate (ApplyCertificate).</summary>
public sealed record SslCertificateOrder
{
    /// <summary>Id of the new certificate.</summary>
    public required string CertificateId { get; init; }

    /// <summary>The certificate it renews, if any.</summary>
    public string? OldCertificateId { get; init; }

    /// <summary>Domain.</summary>
    public string? Domain { get; init; }

    /// <summary>Requested validation; null when the order existed before this call.</summary>
    public SslValidType? ValidType { get; init; }

    /// <summary><see cref="SslChangeState.AlreadyCurrent"/> when a certificate or order existed and nothing was applied for.</summary>
    public required SslChangeState State { get; init; }

    /// <summary>State of an existing order; null for a new one.</summary>
    public SslCertificateStatus? Status { get; init; }

    /// <summary>Expiry of an existing certificate.</summary>
    public DateTimeOffset? NotAfter { get; init; }

    /// <summary>RequestId of the call; null when its response was lost or none was made.</summary>
    public string? RequestId { get; init; }

    /// <summary>True when the order was found by reading: an earlier run had placed it, or the response was lost.</summary>
    public bool Recovered { get; init; }
}
