namespace TencentCert.Core.Ssl;

/// <summary>A reissue that was started (ReplaceCertificate). <see cref="CertificateId"/> is the new certificate.</summary>
public sealed record SslCertificateReissue
{
    /// <summary>Id of the new certificate.</summary>
    public required string CertificateId { get; init; }

    /// <summary>Id of the certificate that was reissued; it stays valid.</summary>
    public required string OldCertificateId { get; init; }

    /// <summary>Main domain.</summary>
    public string? Domain { get; init; }

    /// <summary>Requested validation; null when the reissue existed before this call.</summary>
    public SslValidType? ValidType { get; init; }

    /// <summary>RequestId of the call; null when its response was lost or none was made.</summary>
    public string? RequestId { get; init; }

    /// <summary>True when the reissue was found by reading: an earlier run had ordered it, or the response was lost.</summary>
    public bool Recovered { get; init; }
}
