namespace TencentCert.Core.Ssl;

/// <summary>What to list; null leaves a filter out.</summary>
public sealed record SslCertificateQuery
{
    /// <summary>Part of an id, alias or domain; matched by the service.</summary>
    public string? SearchKey { get; init; }

    /// <summary>Project.</summary>
    public long? ProjectId { get; init; }

    /// <summary>States.</summary>
    public IReadOnlyList<SslCertificateStatus>? Status { get; init; }

    /// <summary>
    /// Certificates that expire within so many days from now, those already expired included; without <see cref="Status"/> the issued ones,
    /// those being reissued and those expired.
    /// </summary>
    public int? ExpiringWithin { get; init; }

    /// <summary>Use: <c>SVR</c> or <c>CA</c>.</summary>
    public string? CertificateType { get; init; }

    /// <summary>Ids.</summary>
    public IReadOnlyList<string>? CertificateIds { get; init; }
}
