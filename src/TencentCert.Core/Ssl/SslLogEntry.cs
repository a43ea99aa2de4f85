namespace TencentCert.Core.Ssl;

/// <summary>An entry of the service's log (DescribeCertificateOperateLogs).</summary>
public sealed record SslLogEntry
{
    /// <summary>Time of the operation.</summary>
    public DateTimeOffset? Time { get; init; }

    /// <summary>Certificate.</summary>
    public string? CertificateId { get; init; }

    /// <summary>Type of operation, such as <c>apply</c>, <c>replace</c>, <c>issued</c>, <c>uploadFromYunAPI</c>.</summary>
    public string? Type { get; init; }

    /// <summary>The service's description of the operation.</summary>
    public string? Action { get; init; }

    /// <summary>Account.</summary>
    public string? Uin { get; init; }

    /// <summary>User of the account who performed the operation.</summary>
    public string? SubAccountUin { get; init; }
}
