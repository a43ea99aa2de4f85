namespace TencentCert.Core.Wire.Ssl;

/// <summary>What DescribeCertificateDetail takes; API page SSL 2019-12-05 DescribeCertificateDetail.</summary>
public sealed partial class DescribeCertificateDetailRequest
{
    public required string CertificateId { get; set; }
}

/// <summary>What DescribeCertificateDetail answers.</summary>
public sealed partial class DescribeCertificateDetailResponse : ICertificateFields
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
    public string? CertificatePrivateKey { get; set; }
    public string? CertificatePublicKey { get; set; }
    public DvAuthDetail? DvAuthDetail { get; set; }
    public string? VulnerabilityReport { get; set; }
    public string? CertificateId { get; set; }
    public string? TypeName { get; set; }
    public string? StatusName { get; set; }
    public List<string>? SubjectAltName { get; set; }
    public bool? IsVip { get; set; }
    public bool? IsWildcard { get; set; }
    public bool? IsDv { get; set; }
    public bool? IsVulnerability { get; set; }
    public SubmittedData? SubmittedData { get; set; }
    public bool? RenewAble { get; set; }
    public bool? Deployable { get; set; }
    public List<Tags>? Tags { get; set; }
    public RootCertificates? RootCert { get; set; }
    public string? EncryptCert { get; set; }
    public string? EncryptPrivateKey { get; set; }
    public string? CertFingerprint { get; set; }
    public string? EncryptCertFingerprint { get; set; }
    public string? EncryptAlgorithm { get; set; }
    public List<DvAuths>? DvRevokeAuthDetail { get; set; }
    public List<CertBasicInfo>? CertChainInfo { get; set; }
    public long? DomainType { get; set; }
    public string? CertType { get; set; }
    public bool? UseCrossSignRoot { get; set; }
    public long? HostingStatus { get; set; }
}
