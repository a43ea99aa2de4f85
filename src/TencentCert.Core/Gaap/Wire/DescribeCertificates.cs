namespace TencentCert.Core.Gaap.Wire;

/// <summary>What DescribeCertificates takes; API page GAAP 2018-05-29 DescribeCertificates.</summary>
public sealed class DescribeCertificatesRequest
{
    public long? CertificateType { get; init; }
    public long? Offset { get; init; }
    public long? Limit { get; init; }
}

/// <summary>What DescribeCertificates answers.</summary>
public sealed class DescribeCertificatesResponse
{
    public List<Certificate>? CertificateSet { get; init; }
    public long? TotalCount { get; init; }
}
