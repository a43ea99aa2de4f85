namespace TencentCert.Core.Wire.Ssl;

/// <summary>What DescribeCertificate takes; API page SSL 2019-12-05 DescribeCertificate.</summary>
public sealed partial class DescribeCertificateRequest
{
    public required string CertificateId { get; set; }
}

/// <summary>What DescribeCertificate answers.</summary>
public sealed partial class DescribeCertificateResponse : ICertificateFields
{
    public string? OwnerUin { get; set; }
    public string? ProjectId { get; set; }
    public string? From { get; set; }
    public string? CertificateType { get; set; }
    public string? PackageType { get; set; }
    public string? ProductZhName { get; set; }
    public string? Domain { get; set; }
    public string? Alias { get; set; }
    public long? Status { get; set; }
    public string? StatusMsg { get; set; }
    public string? VerifyType { get; set; }
    public string? VulnerabilityStatus { get; set; }
    public string? CertBeginTime { get; set; }
    public string? CertEndTime { get; set; }
    public string? ValidityPeriod { get; set; }
    public string? InsertTime { get; set; }
    public string? OrderId { get; set; }
    public CertificateExtra? CertificateExtra { get; set; }
    public DvAuthDetail? DvAuthDetail { get; set; }
    public string? VulnerabilityReport { get; set; }
    public string? CertificateId { get; set; }
    public string? PackageTypeName { get; set; }
    public string? StatusName { get; set; }
    public List<string>? SubjectAltName { get; set; }
    public bool? IsVip { get; set; }
    public bool? IsWildcard { get; set; }
    public bool? IsDv { get; set; }
    public bool? IsVulnerability { get; set; }
    public bool? RenewAble { get; set; }
    public SubmittedData? SubmittedData { get; set; }
    public bool? Deployable { get; set; }
    public List<Tags>? Tags { get; set; }
    public List<string>? CAEncryptAlgorithms { get; set; }
    public List<string>? CACommonNames { get; set; }
    public List<string>? CAEndTimes { get; set; }
    public List<DvAuths>? DvRevokeAuthDetail { get; set; }
}
