using TencentCert.Core.Wire.Ssl;

namespace TencentCert.Core.Ssl;

/// <summary>
/// A manager of a company on file, for the information of an order (DescribeCompanies, DescribeManagers). A company without a
/// manager is an instance without a <see cref="ManagerId"/>.
/// </summary>
public sealed record SslManager
{
    /// <summary>Id for <c>Submit-SslCertificateOrder -ManagerId</c>; null for a company without managers.</summary>
    public long? ManagerId { get; init; }

    /// <summary>Name.</summary>
    public string? Name { get; init; }

    /// <summary><c>audit</c> under review, <c>ok</c>, <c>invalid</c>, <c>expiring</c> or <c>expired</c>.</summary>
    public string? Status { get; init; }

    /// <summary>Id for <c>Submit-SslCertificateOrder -CompanyId</c>.</summary>
    public long? CompanyId { get; init; }

    /// <summary>Company.</summary>
    public string? CompanyName { get; init; }

    /// <summary>Position.</summary>
    public string? Position { get; init; }

    /// <summary>Department.</summary>
    public string? Department { get; init; }

    /// <summary>E-mail address.</summary>
    public string? Mail { get; init; }

    /// <summary>Telephone number.</summary>
    public string? Phone { get; init; }

    /// <summary>Expiry of the review.</summary>
    public DateTimeOffset? ExpireTime { get; init; }

    /// <summary>Time at which the review was passed.</summary>
    public DateTimeOffset? VerifyTime { get; init; }

    /// <summary>Certificates of the manager.</summary>
    public long? CertificateCount { get; init; }

    internal static SslManager Read(CompanyInfo company, ManagerInfo? manager = null) => new()
    {
        ManagerId = manager?.ManagerId,
        Name = manager is null ? null : $"{manager.ManagerFirstName} {manager.ManagerLastName}".Trim(),
        Status = manager?.Status,
        CompanyId = company.CompanyId,
        CompanyName = company.CompanyName,
        Position = manager?.ManagerPosition,
        Department = manager?.ManagerDepartment,
        Mail = manager?.ManagerMail,
        Phone = manager?.ManagerPhone,
        ExpireTime = SslTime.Parse(manager?.ExpireTime),
        VerifyTime = SslTime.Parse(manager?.VerifyTime),
        CertificateCount = manager?.CertCount,
    };
}
