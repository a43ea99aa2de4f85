namespace TencentCert.Core.Wire.Gaap;

/// <summary>What DescribeCertificates takes; API page GAAP 2018-05-29 DescribeCertificates.</summary>
public sealed partial class DescribeCertificatesRequest
{
    public long? CertificateType { get; set; }
    public long? Offset { get; set; }
    public long? Limit { get; set; }
}

/// <summary>What DescribeCertificates answers.</summary>
public sealed partial class DescribeCertificatesResponse
{
    public List<Certificate>? CertificateSet { get; set; }
    public long? TotalCount { get; set; }
}
