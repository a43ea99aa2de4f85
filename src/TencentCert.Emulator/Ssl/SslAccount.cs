using TencentCert.Core.Wire.Ssl;

namespace TencentCert.Emulator.Ssl;

/// <summary>The account's packages, company and managers.</summary>
internal sealed class SslAccount(DateTimeOffset now)
{
    public IReadOnlyList<PackageInfo> Packages { get; } =
    [
        Package("X26010108300001", "ssl_100", 100, 42, "usable", now.AddDays(-90), now.AddDays(275)),
        Package("X25010108300001", "ssl_100", 100, 0, "used", now.AddDays(-455), now.AddDays(-90)),
    ];

    public IReadOnlyList<CompanyInfo> Companies { get; } =
    [
        new()
        {
            CompanyName = "Example Ltd.",
            CompanyId = 100001,
            CompanyCountry = "CN",
            CompanyProvince = "Guangdong",
            CompanyCity = "Shenzhen",
            CompanyAddress = "1 Example Road",
            CompanyPhone = "0755-00000000",
            IdType = "OTHERS",
            IdNumber = "",
            Tags = [],
        },
    ];

    public IReadOnlyList<ManagerInfo> Managers { get; } =
    [
        Manager(200001, "Li", "Hua", "ok", now.AddDays(-60), now.AddDays(305)),
        Manager(200002, "Wang", "Wei", "expired", now.AddDays(-460), now.AddDays(-95)),
    ];

    private static PackageInfo Package(
        string id, string type, long total, long balance, string status, DateTimeOffset created, DateTimeOffset expires) => new()
    {
        PackageId = id,
        Total = total,
        Balance = balance,
        Type = type,
        Status = status,
        ExpireTime = WireTime.Text(expires),
        UpdateTime = WireTime.Text(created),
        CreateTime = WireTime.Text(created),
        SourceType = "buy",
        TransferOutInfos = [],
    };

    private static ManagerInfo Manager(
        long id, string first, string last, string status, DateTimeOffset verified, DateTimeOffset expires) => new()
    {
        ManagerId = id,
        Status = status,
        ManagerFirstName = first,
        ManagerLastName = last,
        ManagerPosition = "Administrator",
        ManagerPhone = "0755-00000000",
        ManagerMail = $"{first}.{last}@example.com".ToLowerInvariant(),
        ManagerDepartment = "IT",
        CreateTime = WireTime.Text(verified),
        SubmitAuditTime = WireTime.Text(verified),
        VerifyTime = WireTime.Text(verified),
        ExpireTime = WireTime.Text(expires),
        DomainCount = 1,
        CertCount = 0,
        StatusInfo =
        [
            new() { Type = "ov", Status = status == "ok" ? "completed" : status, CreateTime = WireTime.Text(verified),
                ExpireTime = WireTime.Text(expires) },
        ],
        Tags = [],
    };
}
