using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using TencentCert.Core.Wire.Ssl;
using TencentCert.Emulator.Authority;
using TencentCert.Emulator.Http;

namespace TencentCert.Emulator.Ssl;

/// <summary>Certificates as the API's records show them.</summary>
internal static class SslViews
{
    private const string OwnerUin = "100000000001";
    private const long NotHosted = -1;
    private const long Hosted = 0;
    private const long HostingCompleted = 10;

    public static CertificateListItem ListEntry(EmulatedSslCertificate certificate, DateTimeOffset now)
    {
        var entry = WireJson.Convert<CertificateListItem>(Common(certificate, now));
        entry.ProjectInfo = new ProjectInfo { ProjectId = entry.ProjectId, ProjectName = "Default project" };
        entry.BoundResource = [];
        entry.IsIgnore = certificate.NotificationMuted;
        entry.IsSM = false;
        entry.EncryptAlgorithm = Algorithm(certificate);
        entry.AutoRenewFlag = certificate.IsHosted ? 1 : 0;
        entry.HostingStatus = !certificate.IsHosted ? NotHosted : certificate.HostingRenewalId is null ? Hosted : HostingCompleted;
        entry.HostingRenewCertId = certificate.HostingRenewalId ?? "";
        entry.HasRenewOrder = certificate.HostingRenewalId;
        entry.ReplaceOriCertIsDelete = false;
        entry.IsExpiring = IsExpiring(certificate, now);
        entry.CertSANs = [.. certificate.Names.Skip(1)];
        entry.AllowDownload = true;
        entry.IsPackage = false;
        entry.KeyPasswordCustomFlag = certificate.KeyPassword is not null;
        if (certificate.IsSubscription)
        {
            entry.CertServiceBeginTime = WireTime.Text(certificate.OrderBegin ?? certificate.InsertTime);
            entry.CertServiceEndTime = WireTime.Text(certificate.OrderEnd);
        }

        return entry;
    }

    public static DescribeCertificateResponse Summary(EmulatedSslCertificate certificate, DateTimeOffset now, TimeSpan recordDelay)
    {
        var summary = Common(certificate, now);
        summary.DvAuthDetail = Validation(certificate, now, recordDelay);
        summary.SubmittedData = SubmittedData(certificate);
        return summary;
    }

    public static DescribeCertificateDetailResponse Detail(
        EmulatedSslCertificate certificate, DateTimeOffset now, TimeSpan recordDelay, string rootPem)
    {
        var detail = WireJson.Convert<DescribeCertificateDetailResponse>(Summary(certificate, now, recordDelay));

        // The list includes the main domain, the detail does not.
        detail.SubjectAltName = [.. certificate.Names.Skip(1)];
        detail.TypeName = certificate.Product.Name;
        detail.CertificatePrivateKey = certificate.Material?.ExportPrivateKeyPem();
        detail.CertificatePublicKey = certificate.Material?.ChainPem;
        detail.RootCert = certificate.IsUploaded ? null : new RootCertificates { Standard = rootPem };
        detail.CertFingerprint = certificate.Material?.Leaf.Thumbprint;
        detail.EncryptCert = certificate.EncryptionPem;
        detail.EncryptPrivateKey = certificate.EncryptionKeyPem;
        detail.EncryptAlgorithm = Algorithm(certificate);
        detail.CertChainInfo = ChainInfo(certificate.Material);
        detail.DomainType = IsWildcard(certificate) ? 3 : certificate.Names.Count > 1 ? 2 : 1;
        detail.CertType = "DV";
        return detail;
    }

    private static DescribeCertificateResponse Common(EmulatedSslCertificate certificate, DateTimeOffset now) => new()
    {
        OwnerUin = OwnerUin,
        ProjectId = certificate.ProjectId.ToString(CultureInfo.InvariantCulture),
        From = certificate.Product.From,
        CertificateType = certificate.CertificateType,
        PackageType = certificate.Product.PackageType,
        ProductZhName = certificate.Product.Name,
        Domain = certificate.Names[0],
        Alias = certificate.Alias,
        Status = (long)certificate.Status,
        StatusMsg = certificate.StatusMessage,
        VerifyType = certificate.Validation?.Method,
        VulnerabilityStatus = "INACTIVE",
        CertBeginTime = certificate.Material is { } issued ? WireTime.Text(issued.NotBefore) : null,
        CertEndTime = certificate.Material is { } material ? WireTime.Text(material.NotAfter) : null,
        ValidityPeriod = ValidityMonths(certificate),
        InsertTime = WireTime.Text(certificate.InsertTime),
        CertificateExtra = new CertificateExtra
        {
            DomainNumber = certificate.Names.Count.ToString(CultureInfo.InvariantCulture),
            OriginCertificateId = certificate.RenewalOf,
            ReplacedBy = certificate.ReplacedBy,
            ReplacedFor = certificate.ReplacedFor,
            SMCert = 0,
        },
        CertificateId = certificate.Id,
        PackageTypeName = certificate.Product.Name,
        StatusName = certificate.Status.ToString(),
        SubjectAltName = [.. certificate.Names],
        IsVip = false,
        IsWildcard = IsWildcard(certificate),
        IsDv = !certificate.IsUploaded,
        IsVulnerability = false,
        RenewAble = CanRenew(certificate, now),
        Deployable = certificate.Status == SslStatus.Issued,
        Tags = [.. certificate.Tags.Select(tag => new Tags { TagKey = tag.Key, TagValue = tag.Value })],
    };

    public static bool IsExpiring(EmulatedSslCertificate certificate, DateTimeOffset now) =>
        certificate.Status == SslStatus.Issued && certificate.Material?.NotAfter < now.AddDays(30);

    public static bool CanRenew(EmulatedSslCertificate certificate, DateTimeOffset now) =>
        !certificate.IsUploaded && IsExpiring(certificate, now);

    private static string ValidityMonths(EmulatedSslCertificate certificate) =>
        certificate.IsFree ? "3"
        : Math.Round((certificate.OrderEnd - (certificate.OrderBegin ?? certificate.InsertTime)).TotalDays / 30.4)
            .ToString(CultureInfo.InvariantCulture);

    private static bool IsWildcard(EmulatedSslCertificate certificate) => certificate.Names.Any(DomainName.IsWildcard);

    private static string? Algorithm(EmulatedSslCertificate certificate) =>
        certificate.Material?.Key is { } key ? $"{key.Algorithm} {key.Parameter}" : null;

    private static SubmittedData? SubmittedData(EmulatedSslCertificate certificate) => certificate switch
    {
        { IsUploaded: true } => null,
        { Information: { } information } => new SubmittedData
        {
            CsrType = information.GenCsrType,
            CsrContent = information.Csr,
            CertificateDomain = information.CertCommonName,
            DomainList = information.DnsNames,
            OrganizationName = information.OrgOrganization,
            AdminEmail = information.AdminEmail,
            ContactEmail = information.ContactEmail,
            VerifyType = information.VerifyType,
        },
        { Status: SslStatus.CompanyDataPending or SslStatus.FreeDataPending } => null,
        _ => new SubmittedData
        {
            CsrType = certificate.CsrType,
            CsrContent = certificate.CsrPem,
            CertificateDomain = certificate.Names[0],
            DomainList = [.. certificate.Names.Skip(1)],
            VerifyType = certificate.Validation?.Method,
        },
    };

    /// <summary>The records to publish; null unless the order is pending and the delay of its records has passed.</summary>
    private static DvAuthDetail? Validation(EmulatedSslCertificate certificate, DateTimeOffset now, TimeSpan recordDelay)
    {
        if (!certificate.IsPending || certificate.Validation is not { } validation || now < validation.Started + recordDelay)
            return null;

        var records = certificate.Names.Select(validation.RecordFor).ToList();
        return new DvAuthDetail
        {
            DvAuthKey = records[0].Key,
            DvAuthValue = records[0].Value,
            DvAuthDomain = records[0].Domain,
            DvAuthPath = records[0].Path,
            DvAuthKeySubDomain = records[0].SubDomain,
            DvAuths = [.. records.Select(record => new DvAuths
            {
                DvAuthKey = record.Key,
                DvAuthValue = record.Value,
                DvAuthDomain = record.Domain,
                DvAuthPath = record.Path,
                DvAuthSubDomain = record.SubDomain,
                DvAuthVerifyType = record.Type,
            })],
        };
    }

    private static List<CertBasicInfo>? ChainInfo(CertificateMaterial? material) =>
        material is null ? null : [.. CertificateMaterial.ReadChain(material.ChainPem).Select(certificate => new CertBasicInfo
        {
            Issuer = certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: true),
            Subject = certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false),
            Fingerprint = certificate.Thumbprint,
            ValidFrom = WireTime.Text(certificate.NotBefore),
            ValidTo = WireTime.Text(certificate.NotAfter),
        })];
}
