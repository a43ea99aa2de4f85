namespace TencentCert.Core.Wire.Ssl;

/// <summary>What the list, the short and the full description of a certificate have in common.</summary>
public interface ICertificateFields
{
    string? CertificateId { get; }
    string? Domain { get; }
    List<string>? SubjectAltName { get; }
    string? Alias { get; }
    long? Status { get; }
    string? StatusMsg { get; }
    string? StatusName { get; }
    string? VerifyType { get; }
    string? CertBeginTime { get; }
    string? CertEndTime { get; }
    string? InsertTime { get; }
    string? ValidityPeriod { get; }
    string? ProjectId { get; }
    string? From { get; }
    string? CertificateType { get; }
    string? PackageType { get; }
    string? ProductZhName { get; }
    bool? IsDv { get; }
    bool? IsWildcard { get; }
    bool? Deployable { get; }
    bool? RenewAble { get; }
    List<Tags>? Tags { get; }
    CertificateExtra? CertificateExtra { get; }
}

public sealed partial class CertificateListItem : ICertificateFields;

public sealed partial class DescribeCertificateResponse : ICertificateFields;

public sealed partial class DescribeCertificateDetailResponse : ICertificateFields;
