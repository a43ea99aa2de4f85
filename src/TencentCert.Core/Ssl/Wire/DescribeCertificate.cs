namespace TencentCert.Core.Ssl.Wire;

/// <summary>What DescribeCertificate takes; API page SSL 2019-12-05 DescribeCertificate.</summary>
public sealed class DescribeCertificateRequest
{
    public required string CertificateId { get; init; }
}

/// <summary>What DescribeCertificate answers.</summary>
public sealed class DescribeCertificateResponse : ICertificateFields
{
    public string? OwnerUin { get; init; }
    public string? ProjectId { get; init; }
    public string? From { get; init; }
    public string? CertificateType { get; init; }
    public string? PackageType { get; init; }
    public string? ProductZhName { get; init; }
    public string? Domain { get; init; }
    public string? Alias { get; init; }
    public long? Status { get; init; }
    public string? StatusMsg { get; init; }
    public string? VerifyType { get; init; }
    public string? VulnerabilityStatus { get; init; }
    public string? CertBeginTime { get; init; }
    public string? CertEndTime { get; init; }
    public string? ValidityPeriod { get; init; }
    public string? InsertTime { get; init; }
    public string? OrderId { get; init; }
    public CertificateExtra? CertificateExtra { get; init; }
    public DvAuthDetail? DvAuthDetail { get; init; }
    public string? VulnerabilityReport { get; init; }
    public string? CertificateId { get; init; }
    public string? PackageTypeName { get; init; }
    public string? StatusName { get; init; }
    public List<string>? SubjectAltName { get; init; }
    public bool? IsVip { get; init; }
    public bool? IsWildcard { get; init; }
    public bool? IsDv { get; init; }
    public bool? IsVulnerability { get; init; }
    public bool? RenewAble { get; init; }
    public SubmittedData? SubmittedData { get; init; }
    public bool? Deployable { get; init; }
    public List<Tags>? Tags { get; init; }
    public List<string>? CAEncryptAlgorithms { get; init; }
    public List<string>? CACommonNames { get; init; }
    public List<string>? CAEndTimes { get; init; }
    public List<DvAuths>? DvRevokeAuthDetail { get; init; }
}
