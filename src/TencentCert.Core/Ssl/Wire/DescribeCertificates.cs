namespace TencentCert.Core.Ssl.Wire;

/// <summary>What DescribeCertificates takes; API page SSL 2019-12-05 DescribeCertificates.</summary>
public sealed class DescribeCertificatesRequest
{
    public long? Offset { get; init; }
    public long? Limit { get; init; }
    public string? SearchKey { get; init; }
    public string? CertificateType { get; init; }
    public long? ProjectId { get; init; }
    public string? ExpirationSort { get; init; }
    public List<long>? CertificateStatus { get; init; }
    public long? Deployable { get; init; }
    public long? Upload { get; init; }
    public long? Renew { get; init; }
    public string? FilterSource { get; init; }
    public long? IsSM { get; init; }
    public long? FilterExpiring { get; init; }
    public long? Hostable { get; init; }
    public List<Tags>? Tags { get; init; }
    public long? IsPendingIssue { get; init; }
    public List<string>? CertIds { get; init; }
    public string? ServiceId { get; init; }
}

/// <summary>What DescribeCertificates answers.</summary>
public sealed class DescribeCertificatesResponse
{
    public long? TotalCount { get; init; }
    public List<Certificates>? Certificates { get; init; }
}
