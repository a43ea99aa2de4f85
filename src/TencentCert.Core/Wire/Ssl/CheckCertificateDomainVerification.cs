namespace TencentCert.Core.Wire.Ssl;

/// <summary>What CheckCertificateDomainVerification takes; API page SSL 2019-12-05 CheckCertificateDomainVerification.</summary>
public sealed partial class CheckCertificateDomainVerificationRequest
{
    public required string CertificateId { get; set; }
}

/// <summary>What CheckCertificateDomainVerification answers.</summary>
public sealed partial class CheckCertificateDomainVerificationResponse
{
    public List<DomainValidationResult>? VerificationResults { get; set; }
}
