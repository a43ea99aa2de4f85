namespace TencentCert.Core.Wire.Ssl;

/// <summary>What DescribeCertificates takes; API page SSL 2019-12-05 DescribeCertificates.</summary>
public sealed partial class DescribeCertificatesRequest
{
    public long? Offset { get; set; }
    public long? Limit { get; set; }
    public string? SearchKey { get; set; }
    public string? CertificateType { get; set; }
    public long? ProjectId { get; set; }
    public string? ExpirationSort { get; set; }
    public List<long>? CertificateStatus { get; set; }
    public long? Deployable { get; set; }
    public long? Upload { get; set; }
    public long? Renew { get; set; }
    public string? FilterSource { get; set; }
    public long? IsSM { get; set; }
    public long? FilterExpiring { get; set; }
    public long? Hostable { get; set; }
    public List<Tags>? Tags { get; set; }
    public long? IsPendingIssue { get; set; }
    public List<string>? CertIds { get; set; }
    public string? ServiceId { get; set; }
}

/// <summary>What DescribeCertificates answers.</summary>
public sealed partial class DescribeCertificatesResponse
{
    public long? TotalCount { get; set; }
    public List<Certificates>? Certificates { get; set; }
}
