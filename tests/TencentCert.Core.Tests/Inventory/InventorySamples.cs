using TencentCert.Core.Client;
using TencentCert.Core.Gaap;
using TencentCert.Core.Inventory;
using TencentCert.Core.Ssl;

namespace TencentCert.Core.Tests.Inventory;

/// <summary>Certificates for the tests of the report.</summary>
internal static class InventorySamples
{
    public static readonly DateTimeOffset Now = new(2026, 11, 22, 0, 0, 0, TimeSpan.Zero);

    public static readonly InventorySource Source =
        new("100000000001", TencentSite.China, "https://{service}.tencentcloudapi.com", "1.2.3", Now);

    public static TencentCertInventoryItem Ssl(string id, int? days, string status = "Issued", string? domain = "www.example.com") => new()
    {
        Store = CertificateStore.Ssl, CertificateId = id, Domain = domain, Status = status,
            NotAfter = days is { } left ? Now.AddDays(left) : null, DaysLeft = days,
    };

    public static TencentCertInventoryItem Gaap(string id, int? days, int uses = 0, string? domain = "www.example.com") => new()
    {
        Store = CertificateStore.Gaap, CertificateId = id, Domain = domain, Status = "Stored", Kind = "Server",
            NotAfter = days is { } left ? Now.AddDays(left) : null, DaysLeft = days,
        Use = [.. Enumerable.Range(1, uses)
            .Select(number =>
                new GaapCertificateUse { CertificateId = id, ListenerId = $"listener-web{number:00000}",
                    Domain = number % 3 == 0 ? null : $"site{number}.example.com" })],
    };

    /// <summary>Certificates with different states, days left and lengths of names.</summary>
    public static IReadOnlyList<TencentCertInventoryItem> Many(int count) =>
    [
        .. Enumerable.Range(0, count).SelectMany(number =>
        {
            var (ssl, gaap, days) = ($"id{number:000000}", $"cert-{number:00000000}", (number % 97) - 12);
            var domain = number % 7 == 0 ? $"{new string('a', 60)}.{new string('b', 60)}.example.com" : $"site{number}.example.com";
            return number % 5 == 0
                ? new[] { Ssl(ssl, days, ((SslCertificateStatus)(number / 5 % 16)).ToString(), domain) }
                : [Ssl(ssl, days, domain: domain) with { SameAs = [gaap], IsFree = number % 4 == 0, IsUploaded = number % 4 == 1 },
                    Gaap(gaap, days, number % 6, domain) with { SameAs = [ssl] }];
        }),
    ];
}
