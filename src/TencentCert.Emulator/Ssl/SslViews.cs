using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using TencentCert.Core.Wire.Ssl;
using TencentCert.Emulator.Authority;

namespace TencentCert.Emulator.Ssl;

/// <summary>Certificates as the API's records show them.</summary>
internal static class SslViews
{
    private const string OwnerUin = "100000000001";
    private const long NotHosted = -1;
    private const long Hosted = 0;
    private const long HostingCompleted = 10;

    public static CertificateListItem ListEntry(EmulatedSslCertificate certificate, DateTimeOffset now) => new()
    {
        OwnerUin = OwnerUin,
        ProjectId = ProjectId(certificate),
        From = certificate.Product.From,
        PackageType = certificate.Product.PackageType,
        CertificateType = certificate.CertificateType,
        ProductZhName = certificate.Product.Name,
        Domain = certificate.Names[0],
        Alias = certificate.Alias,
        Status = (long)certificate.Status,
        CertificateExtra = CertificateExtra(certificate),
        VulnerabilityStatus = "INACTIVE",
        StatusMsg = certificate.StatusMessage,
        VerifyType = certificate.Validation?.Method,
        CertBeginTime = BeginTime(certificate),
        CertEndTime = EndTime(certificate),
        ValidityPeriod = ValidityMonths(certificate),
        InsertTime = WireTime.Text(certificate.InsertTime),
        CertificateId = certificate.Id,
        SubjectAltName = [.. certificate.Names],
        PackageTypeName = certificate.Product.Name,
        StatusName = certificate.Status.ToString(),
        IsVip = false,
        IsDv = !certificate.IsUploaded,
        IsWildcard = IsWildcard(certificate),
        IsVulnerability = false,
        RenewAble = CanRenew(certificate, now),
        ProjectInfo = new ProjectInfo { ProjectId = ProjectId(certificate), ProjectName = "Default project" },
        BoundResource = [],
        Deployable = certificate.Status == SslStatus.Issued,
        Tags = Tags(certificate),
        IsIgnore = certificate.NotificationMuted,
        IsSM = false,
        EncryptAlgorithm = Algorithm(certificate),
        AutoRenewFlag = certificate.IsHosted ? 1 : 0,
        HostingStatus = HostingStatus(certificate),
        HostingRenewCertId = certificate.HostingRenewalId ?? "",
        HasRenewOrder = certificate.HostingRenewalId,
        ReplaceOriCertIsDelete = false,
        IsExpiring = IsExpiring(certificate, now),
        CertSANs = [.. certificate.Names.Skip(1)],
        AllowDownload = true,
        IsPackage = false,
        KeyPasswordCustomFlag = certificate.KeyPassword is not null,
        CertServiceBeginTime = certificate.IsSubscription ? WireTime.Text(certificate.OrderBegin ?? certificate.InsertTime) : null,
        CertServiceEndTime = certificate.IsSubscription ? WireTime.Text(certificate.OrderEnd) : null,
    };

    public static DescribeCertificateResponse Summary(EmulatedSslCertificate certificate, DateTimeOffset now, TimeSpan recordDelay) => new()
    {
        OwnerUin = OwnerUin,
        ProjectId = ProjectId(certificate),
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
        CertBeginTime = BeginTime(certificate),
        CertEndTime = EndTime(certificate),
        ValidityPeriod = ValidityMonths(certificate),
        InsertTime = WireTime.Text(certificate.InsertTime),
        CertificateExtra = CertificateExtra(certificate),
        DvAuthDetail = Validation(certificate, now, recordDelay),
        CertificateId = certificate.Id,
        PackageTypeName = certificate.Product.Name,
        StatusName = certificate.Status.ToString(),
        SubjectAltName = [.. certificate.Names],
        IsVip = false,
        IsWildcard = IsWildcard(certificate),
        IsDv = !certificate.IsUploaded,
        IsVulnerability = false,
        RenewAble = CanRenew(certificate, now),
        SubmittedData = SubmittedData(certificate),
        Deployable = certificate.Status == SslStatus.Issued,
        Tags = Tags(certificate),
    };

    public static DescribeCertificateDetailResponse Detail(
        EmulatedSslCertificate certificate, DateTimeOffset now, TimeSpan recordDelay, string rootPem) => new()
    {
        OwnerUin = OwnerUin,
        ProjectId = ProjectId(certificate),
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
        CertBeginTime = BeginTime(certificate),
        CertEndTime = EndTime(certificate),
        ValidityPeriod = ValidityMonths(certificate),
        InsertTime = WireTime.Text(certificate.InsertTime),
        CertificateExtra = CertificateExtra(certificate),
        CertificatePrivateKey = certificate.Material?.ExportPrivateKeyPem(),
        CertificatePublicKey = certificate.Material?.ChainPem,
        DvAuthDetail = Validation(certificate, now, recordDelay),
        CertificateId = certificate.Id,
        TypeName = certificate.Product.Name,
        StatusName = certificate.Status.ToString(),

        // The list includes the main domain, the detail does not.
        SubjectAltName = [.. certificate.Names.Skip(1)],
        IsVip = false,
        IsDv = !certificate.IsUploaded,
        IsWildcard = IsWildcard(certificate),
        IsVulnerability = false,
        SubmittedData = SubmittedData(certificate),
        RenewAble = CanRenew(certificate, now),
        Deployable = certificate.Status == SslStatus.Issued,
        Tags = Tags(certificate),
        RootCert = certificate.IsUploaded ? null : new RootCertificates { Standard = rootPem },
        CertFingerprint = certificate.Material?.Leaf.Thumbprint,
        EncryptCert = certificate.EncryptionPem,
        EncryptPrivateKey = certificate.EncryptionKeyPem,
        EncryptAlgorithm = Algorithm(certificate),
        CertChainInfo = ChainInfo(certificate.Material),
        DomainType = IsWildcard(certificate) ? 3 : certificate.Names.Count > 1 ? 2 : 1,
        CertType = "DV",
    };

    public static bool IsExpiring(EmulatedSslCertificate certificate, DateTimeOffset now) =>
        certificate.Status == SslStatus.Issued && certificate.Material?.NotAfter < now.AddDays(30);

    public static bool CanRenew(EmulatedSslCertificate certificate, DateTimeOffset now) =>
        !certificate.IsUploaded && IsExpiring(certificate, now);

    private static string ProjectId(EmulatedSslCertificate certificate) => certificate.ProjectId.ToString(CultureInfo.InvariantCulture);

    private static string? BeginTime(EmulatedSslCertificate certificate) =>
        certificate.Material is { } material ? WireTime.Text(material.NotBefore) : null;

    private static string? EndTime(EmulatedSslCertificate certificate) =>
        certificate.Material is { } material ? WireTime.Text(material.NotAfter) : null;

    private static string ValidityMonths(EmulatedSslCertificate certificate) =>
        certificate.IsFree
            ? "3"
            : Math.Round((certificate.OrderEnd - (certificate.OrderBegin ?? certificate.InsertTime)).TotalDays / 30.4)
            .ToString(CultureInfo.InvariantCulture);

    private static bool IsWildcard(EmulatedSslCertificate certificate) => certificate.Names.Any(DomainName.IsWildcard);

    private static string? Algorithm(EmulatedSslCertificate certificate) =>
        certificate.Material?.Key is { } key ? $"{key.Algorithm} {key.Parameter}" : null;

    private static long HostingStatus(EmulatedSslCertificate certificate) =>
        !certificate.IsHosted ? NotHosted : certificate.HostingRenewalId is null ? Hosted : HostingCompleted;

    private static CertificateExtra CertificateExtra(EmulatedSslCertificate certificate) => new()
    {
        DomainNumber = certificate.Names.Count.ToString(CultureInfo.InvariantCulture),
        OriginCertificateId = certificate.RenewalOf,
        ReplacedBy = certificate.ReplacedBy,
        ReplacedFor = certificate.ReplacedFor,
        SMCert = 0,
    };

    private static List<Tags> Tags(EmulatedSslCertificate certificate) =>
        [.. certificate.Tags.Select(tag => new Tags { TagKey = tag.Key, TagValue = tag.Value })];

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
            DvAuths =
            [
                .. records.Select(record => new DvAuths
                {
                    DvAuthKey = record.Key,
                    DvAuthValue = record.Value,
                    DvAuthDomain = record.Domain,
                    DvAuthPath = record.Path,
                    DvAuthSubDomain = record.SubDomain,
                    DvAuthVerifyType = record.Type,
                }),
            ],
        };
    }

    private static List<CertBasicInfo>? ChainInfo(CertificateMaterial? material)
    {
        if (material is null)
            return null;

        var chain = new X509Certificate2Collection();
        chain.ImportFromPem(material.ChainPem);
        return
        [
            .. chain.Select(certificate => new CertBasicInfo
            {
                Issuer = certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: true),
                Subject = certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false),
                Fingerprint = certificate.Thumbprint,
                ValidFrom = WireTime.Text(certificate.NotBefore),
                ValidTo = WireTime.Text(certificate.NotAfter),
            }),
        ];
    }
}
