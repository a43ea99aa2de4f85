using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using TencentCert.Emulator.Ssl;

namespace TencentCert.Emulator.Tests;

public sealed class ReissueTests
{
    private const string Paid = "a91hoLqi";
    private const string Free = "e45psQun";

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task Automatic_validation_needs_no_action()
    {
        await using var cloud = await EmulatedCloud.StartAsync();
        var id = await ReplaceAsync(cloud, new { CertificateId = Paid, ValidType = "DNS_AUTO" });
        Assert.Equal(4, await cloud.StatusAsync(id));
        Assert.Equal(11, await cloud.StatusAsync(Paid));
        cloud.Emulator.Clock.Advance(Second);
        Assert.Equal(0, await cloud.StatusAsync(id));
        cloud.Emulator.Clock.Advance(5 * Second);
        Assert.Equal(1, await cloud.StatusAsync(id));
        Assert.Equal(1, await cloud.StatusAsync(Paid));
    }

    [Fact]
    public async Task The_two_certificates_are_linked_immediately()
    {
        await using var cloud = await EmulatedCloud.StartAsync();
        var id = await ReplaceAsync(cloud, new { CertificateId = Paid, ValidType = "DNS_AUTO" });
        Assert.Matches("^[0-9A-Za-z]{8}$", id);
        Assert.Equal(id, Extra(await cloud.DescribeAsync(Paid)).GetProperty("ReplacedFor").GetString());
        Assert.Equal(Paid, Extra(await cloud.DescribeAsync(id)).GetProperty("ReplacedBy").GetString());
        var newest = (await cloud.SslAsync("DescribeCertificates", new { Limit = 1 })).GetProperty("Certificates")[0];
        Assert.Equal(id, newest.GetProperty("CertificateId").GetString());
    }

    [Theory]
    [InlineData("DNS", "TXT")]
    [InlineData("FILE", "FILE")]
    public async Task Manual_validation_waits_for_its_records(string validType, string recordType)
    {
        await using var cloud = await EmulatedCloud.StartAsync(Still with { AutoValidate = false });
        var id = await ReplaceAsync(cloud, new { CertificateId = Paid, ValidType = validType });
        Assert.Equal(JsonValueKind.Null, (await cloud.DescribeAsync(id)).GetProperty("DvAuthDetail").ValueKind);
        cloud.Emulator.Clock.Advance(Second);
        var pending = await cloud.DescribeAsync(id);
        Assert.Equal(0, pending.GetProperty("Status").GetInt32());
        Assert.Equal("PENDING-DCV", pending.GetProperty("StatusMsg").GetString());
        var records = pending.GetProperty("DvAuthDetail").GetProperty("DvAuths").EnumerateArray().ToList();
        Assert.Equal(4, records.Count);
        Assert.All(records, record => Assert.Equal(recordType, record.GetProperty("DvAuthVerifyType").GetString()));

        cloud.Emulator.Clock.Advance(TimeSpan.FromMinutes(4));
        Assert.Equal(0, await cloud.StatusAsync(id));
        Assert.NotEqual(1, (await CheckAsync(cloud, id)).GetProperty("LocalCheck").GetInt32());
        Assert.Equal(
            id, (await cloud.SslAsync("CompleteCertificate", new { CertificateId = id })).GetProperty("CertificateId").GetString());
        Assert.Equal(1, (await CheckAsync(cloud, id)).GetProperty("LocalCheck").GetInt32());
        cloud.Emulator.Clock.Advance(5 * Second);
        var issued = await cloud.DescribeAsync(id);
        Assert.Equal(1, issued.GetProperty("Status").GetInt32());
        Assert.Equal(JsonValueKind.Null, issued.GetProperty("DvAuthDetail").ValueKind);
        Assert.Equal(
            "FailedOperation.CertificateStatusNotAllowVerify",
            await cloud.SslErrorAsync("CompleteCertificate", new { CertificateId = id }));
    }

    [Fact]
    public async Task A_wildcard_is_validated_by_a_CNAME_in_its_zone()
    {
        await using var cloud = await EmulatedCloud.StartAsync();
        var id = await ReplaceAsync(cloud, new { CertificateId = "b72kpMrj", ValidType = "DNS" });
        cloud.Emulator.Clock.Advance(Second);
        var record = (await cloud.DescribeAsync(id)).GetProperty("DvAuthDetail").GetProperty("DvAuths")[0];
        Assert.Equal("CNAME", record.GetProperty("DvAuthVerifyType").GetString());
        Assert.Equal("example.com", record.GetProperty("DvAuthDomain").GetString());
        Assert.EndsWith(".shop", record.GetProperty("DvAuthSubDomain").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Validation_succeeds_automatically_by_default()
    {
        await using var cloud = await EmulatedCloud.StartAsync();
        var id = await ReplaceAsync(cloud, new { CertificateId = Paid, ValidType = "DNS" });
        cloud.Emulator.Clock.Advance(9 * Second);
        Assert.Equal(0, await cloud.StatusAsync(id));
        cloud.Emulator.Clock.Advance(6 * Second);
        Assert.Equal(1, await cloud.StatusAsync(id));
    }

    [Fact]
    public async Task A_test_can_publish_or_fail_the_validation()
    {
        await using var cloud = await EmulatedCloud.StartAsync(Still with { AutoValidate = false });
        var failing = await ReplaceAsync(cloud, new { CertificateId = Paid, ValidType = "DNS" });
        cloud.World.FailValidation(failing);
        Assert.Equal(2, await cloud.StatusAsync(failing));
        Assert.Equal(1, await cloud.StatusAsync(Paid));

        var id = await ReplaceAsync(cloud, new { CertificateId = Paid, ValidType = "DNS" });
        cloud.World.PublishValidation(id);
        cloud.Emulator.Clock.Advance(5 * Second);
        Assert.Equal(SslStatus.Issued, cloud.World.FindSslCertificate(id)!.Status);
    }

    [Fact]
    public async Task The_original_key_is_kept()
    {
        await using var cloud = await EmulatedCloud.StartAsync();
        var before = await DetailAsync(cloud, Paid);
        var after = await IssueAsync(cloud, new { CertificateId = Paid, ValidType = "DNS_AUTO" });
        Assert.Equal(before.GetProperty("CertificatePrivateKey").GetString(), after.GetProperty("CertificatePrivateKey").GetString());
        Assert.NotEqual(before.GetProperty("CertFingerprint").GetString(), after.GetProperty("CertFingerprint").GetString());
        using var leaf = Pair(after);
        Assert.True(leaf.MatchesHostname("www.example.com"));
        Assert.True(leaf.MatchesHostname("partner.example.com"));
        AssertTrusted(cloud, after);
    }

    [Theory]
    [InlineData("RSA", "2048", 2048)]
    [InlineData("RSA", "4096", 4096)]
    [InlineData("ECC", "prime256v1", 256)]
    [InlineData("ECC", "secp384r1", 384)]
    public async Task A_new_key_has_the_requested_algorithm_and_size(string algorithm, string parameter, int size)
    {
        await using var cloud = await EmulatedCloud.StartAsync();
        var after = await IssueAsync(
            cloud, new { CertificateId = Paid, ValidType = "DNS_AUTO", CsrType = "online", CertCSREncryptAlgo = algorithm,
                CertCSRKeyParameter = parameter });
        using var leaf = Pair(after);
        Assert.Equal(size, leaf.GetRSAPublicKey()?.KeySize ?? leaf.GetECDsaPublicKey()!.KeySize);
    }

    [Fact]
    public async Task An_uploaded_request_leaves_the_key_with_its_owner()
    {
        await using var cloud = await EmulatedCloud.StartAsync();
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var csr = new CertificateRequest("CN=www.example.com", key, HashAlgorithmName.SHA256).CreateSigningRequestPem();
        var after = await IssueAsync(cloud, new { CertificateId = Paid, ValidType = "DNS_AUTO", CsrType = "upload", CsrContent = csr });
        Assert.Equal(JsonValueKind.Null, after.GetProperty("CertificatePrivateKey").ValueKind);
        using var leaf = X509Certificate2.CreateFromPem(after.GetProperty("CertificatePublicKey").GetString());
        Assert.Equal(key.ExportSubjectPublicKeyInfo(), leaf.GetECDsaPublicKey()!.ExportSubjectPublicKeyInfo());
    }

    [Fact]
    public async Task A_paid_reissue_has_the_maximum_validity_within_its_order()
    {
        await using var cloud = await EmulatedCloud.StartAsync();
        var longOrder =
            cloud.World.AddSslCertificate(["long.example.com"], remaining: TimeSpan.FromDays(10), orderRemaining: TimeSpan.FromDays(300));
        var shortOrder =
            cloud.World.AddSslCertificate(["short.example.com"], remaining: TimeSpan.FromDays(10), orderRemaining: TimeSpan.FromDays(50));
        Assert.Equal(199, Math.Round((await EndAsync(longOrder) - cloud.Emulator.Clock.GetUtcNow()).TotalDays));
        Assert.Equal(50, Math.Round((await EndAsync(shortOrder) - cloud.Emulator.Clock.GetUtcNow()).TotalDays));

        async Task<DateTimeOffset> EndAsync(EmulatedSslCertificate certificate)
        {
            var after = await IssueAsync(cloud, new { CertificateId = certificate.Id, ValidType = "DNS_AUTO" });
            return cloud.World.FindSslCertificate(after.GetProperty("CertificateId").GetString()!)!.Material!.NotAfter;
        }
    }

    [Fact]
    public async Task A_free_certificate_is_reissued_once_with_RSA_2048_and_keeps_its_expiry()
    {
        await using var cloud = await EmulatedCloud.StartAsync();
        foreach (var (algorithm, parameter) in new[] { ("ECC", "prime256v1"), ("RSA", "4096") })
        {
            Assert.Equal(
                "InvalidParameter.RenewAlgorithmInvalid",
                await cloud.SslErrorAsync(
                    "ReplaceCertificate",
                    new { CertificateId = Free, ValidType = "DNS_AUTO", CsrType = "online", CertCSREncryptAlgo = algorithm,
                        CertCSRKeyParameter = parameter }));
        }

        var before = await cloud.DescribeAsync(Free);
        var after = await IssueAsync(cloud, new { CertificateId = Free, ValidType = "DNS_AUTO" });
        Assert.Equal(before.GetProperty("CertEndTime").GetString(), after.GetProperty("CertEndTime").GetString());
        foreach (var id in new[] { Free, after.GetProperty("CertificateId").GetString() })
        {
            Assert.Equal(
                "FailedOperation.OrderAlreadyReplaced",
                await cloud.SslErrorAsync("ReplaceCertificate", new { CertificateId = id, ValidType = "DNS_AUTO" }));
        }
    }

    [Theory]
    [InlineData("nothere1", "FailedOperation.CertificateNotFound")]
    [InlineData("f36qtRvp", "FailedOperation.InvalidCertificateSource")]
    [InlineData("g27ruSwq", "FailedOperation.InvalidCertificateStatusCode")]
    [InlineData("h18svTxr", "FailedOperation.InvalidCertificateStatusCode")]
    public async Task Certificates_of_other_sources_or_states_cannot_be_reissued(string id, string code)
    {
        await using var cloud = await EmulatedCloud.StartAsync();
        Assert.Equal(code, await cloud.SslErrorAsync("ReplaceCertificate", new { CertificateId = id, ValidType = "DNS" }));
    }

    [Fact]
    public async Task A_paid_certificate_can_be_reissued_again_after_the_previous_reissue()
    {
        await using var cloud = await EmulatedCloud.StartAsync();
        var order = new { CertificateId = Paid, ValidType = "DNS_AUTO" };
        await ReplaceAsync(cloud, order);
        Assert.Equal("FailedOperation.OrderAlreadyReplaced", await cloud.SslErrorAsync("ReplaceCertificate", order));
        cloud.Emulator.Clock.Advance(6 * Second);
        await ReplaceAsync(cloud, order);
    }

    [Theory]
    [InlineData("""{"CertificateId":"a91hoLqi","ValidType":"MAIL"}""", "FailedOperation.InvalidParam")]
    [InlineData("""{"CertificateId":"a91hoLqi","ValidType":"DNS","CsrType":"Online"}""", "FailedOperation.InvalidParam")]
    [InlineData("""{"CertificateId":"a91hoLqi","ValidType":"DNS","CsrType":"upload"}""", "FailedOperation.InvalidParam")]
    [InlineData(
        """{"CertificateId":"a91hoLqi","ValidType":"DNS","CsrType":"upload","CsrContent":"text"}""", "FailedOperation.CertificateInvalid")]
    [InlineData(
        """{"CertificateId":"a91hoLqi","ValidType":"DNS","CsrType":"online","CertCSREncryptAlgo":"SM2"}""", "FailedOperation.InvalidParam")]
    [InlineData(
        """{"CertificateId":"a91hoLqi","ValidType":"DNS","CsrType":"online","CertCSREncryptAlgo":"ECC1"}""",
        "InvalidParameter.RenewAlgorithmInvalid")]
    [InlineData(
        """{"CertificateId":"a91hoLqi","ValidType":"DNS","CsrType":"online","CertCSRKeyParameter":"1024"}""",
        "FailedOperation.InvalidParam")]
    public async Task An_invalid_reissue_request_changes_nothing(string body, string code)
    {
        await using var cloud = await EmulatedCloud.StartAsync();
        Assert.Equal(code, await cloud.ErrorAsync(cloud.Ssl("ReplaceCertificate", body)));
        Assert.Equal(1, await cloud.StatusAsync(Paid));
    }

    private static EmulatorOptions Still => new() { Speed = 0, RequestsPerSecond = 0 };

    private static JsonElement Extra(JsonElement certificate) => certificate.GetProperty("CertificateExtra");

    private static async Task<string> ReplaceAsync(EmulatedCloud cloud, object order) =>
        (await cloud.SslAsync("ReplaceCertificate", order)).GetProperty("CertificateId").GetString()!;

    private static async Task<JsonElement> CheckAsync(EmulatedCloud cloud, string id) =>
        (await cloud.SslAsync("CheckCertificateDomainVerification", new { CertificateId = id })).GetProperty("VerificationResults")[0];

    private static async Task<JsonElement> DetailAsync(EmulatedCloud cloud, string id) =>
        await cloud.SslAsync("DescribeCertificateDetail", new { CertificateId = id });

    private static async Task<JsonElement> IssueAsync(EmulatedCloud cloud, object order)
    {
        var id = await ReplaceAsync(cloud, order);
        cloud.Emulator.Clock.Advance(6 * Second);
        return await DetailAsync(cloud, id);
    }

    private static X509Certificate2 Pair(JsonElement detail) => X509Certificate2.CreateFromPem(
        detail.GetProperty("CertificatePublicKey").GetString(), detail.GetProperty("CertificatePrivateKey").GetString());

    private static void AssertTrusted(EmulatedCloud cloud, JsonElement detail)
    {
        var bundle = new X509Certificate2Collection();
        bundle.ImportFromPem(detail.GetProperty("CertificatePublicKey").GetString());
        using var root = X509Certificate2.CreateFromPem(cloud.Emulator.CertificateAuthorityPem);
        using var chain = new X509Chain
        {
            ChainPolicy =
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
            },
        };
        chain.ChainPolicy.CustomTrustStore.Add(root);
        chain.ChainPolicy.ExtraStore.AddRange(bundle);
        Assert.True(chain.Build(bundle[0]), string.Join(", ", chain.ChainStatus.Select(status => status.StatusInformation)));
    }
}
