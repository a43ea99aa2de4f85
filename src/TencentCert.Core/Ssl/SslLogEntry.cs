namespace TencentCert.Core.Ssl;

/// <summary>An entry of the service's log (DescribeCertificateOperateLogs).</summary>
public sealed record SslLogEntry
{
    /// <summary>When it was done.</summary>
    public DateTimeOffset? Time { get; init; }

    /// <summary>Certificate.</summary>
    public string? CertificateId { get; init; }

    /// <summary>What was done, such as <c>apply</c>, <c>replace</c>, <c>issued</c>, <c>uploadFromYunAPI</c>.</summary>
    public string? Type { get; init; }

    /// <summary>The same in the service's words.</summary>
    public string? Action { get; init; }

    /// <summary>Account.</summary>
    public string? Uin { get; init; }

    /// <summary>User of the account who did it.</summary>
    public string? SubAccountUin { get; init; }
}
