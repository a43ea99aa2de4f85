namespace TencentCert.Core.Wire.Gaap;

/// <summary>What DescribeCertificateDetail takes; API page GAAP 2018-05-29 DescribeCertificateDetail.</summary>
public sealed partial class DescribeCertificateDetailRequest
{
    public required string CertificateId { get; set; }
}

/// <summary>What DescribeCertificateDetail answers.</summary>
public sealed partial class DescribeCertificateDetailResponse
{
    public CertificateDetail? CertificateDetail { get; set; }
}
