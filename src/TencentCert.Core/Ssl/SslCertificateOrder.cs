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

    /// <summary>RequestId of the call; null when its answer was lost or none was made.</summary>
    public string? RequestId { get; init; }

    /// <summary>True when the order was found rather than answered: an earlier run had made it, or the answer was lost.</summary>
    public bool Recovered { get; init; }
}
