namespace TencentCert.Core.Ssl;

/// <summary>Filters of a list; null for no filter.</summary>
public sealed record SslCertificateQuery
{
    /// <summary>Part of an id, alias or domain; matched by the service.</summary>
    public string? SearchKey { get; init; }

    /// <summary>Project.</summary>
    public long? ProjectId { get; init; }

    /// <summary>States.</summary>
    public IReadOnlyList<SslCertificateStatus>? Status { get; init; }

    /// <summary>
    /// Certificates that expire within this number of days, including expired ones; without <see cref="Status"/>, those issued, under
    /// reissue and expired.
    /// </summary>
    public int? ExpiringWithin { get; init; }

    /// <summary>Use: <c>SVR</c> or <c>CA</c>.</summary>
    public string? CertificateType { get; init; }

    /// <summary>Ids.</summary>
    public IReadOnlyList<string>? CertificateIds { get; init; }
}
