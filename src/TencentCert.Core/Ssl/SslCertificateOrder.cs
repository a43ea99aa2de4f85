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

    /// <summary>Validation asked for; null when the order was found and not made by this call.</summary>
    public SslValidType? ValidType { get; init; }

    /// <summary><see cref="SslChangeState.AlreadyCurrent"/> when a certificate or order was there and nothing was applied for.</summary>
    public required SslChangeState State { get; init; }

    /// <summary>Where it stood when it was found; null for one this call applied for.</summary>
    public SslCertificateStatus? Status { get; init; }

    /// <summary>End of validity of a certificate that was found.</summary>
    public DateTimeOffset? NotAfter { get; init; }

    /// <summary>RequestId of the call; null when its response was lost or none was made.</summary>
    public string? RequestId { get; init; }

    /// <summary>True when the order was found rather than answered: an earlier run had made it, or the response was lost.</summary>
    public bool Recovered { get; init; }
}
