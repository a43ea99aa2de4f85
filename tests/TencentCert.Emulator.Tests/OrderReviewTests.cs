using System.Text.Json;
using TencentCert.Emulator.Ssl;

namespace TencentCert.Emulator.Tests;

/// <summary>Paid orders: information, resubmission after a failed review, letters, packages, companies and managers.</summary>
public sealed class OrderReviewTests
{
    private const string Order = "i09twUys";

    private static readonly string Letter = Convert.ToBase64String([.. "%PDF-1.4\n"u8, .. new byte[2000]]);

    [Fact]
    public async Task A_failed_review_can_be_submitted_again()
    {
        await using var cloud = await EmulatedCloud.StartAsync();
        Assert.Equal(
            "FailedOperation.CertificateStatusNotAllowResubmit",
            await cloud.SslErrorAsync("ModifyCertificateResubmit", new { CertificateId = Order }));
        await SubmitAsync(cloud);
        cloud.World.FailValidation(Order);
        Assert.Equal(2, await cloud.StatusAsync(Order));
        await cloud.SslAsync("ModifyCertificateResubmit", new { CertificateId = Order });
        cloud.Emulator.Clock.Advance(TimeSpan.FromSeconds(10));
        await cloud.StatusAsync(Order);
        cloud.Emulator.Clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(1, await cloud.StatusAsync(Order));
    }

    [Fact]
    public async Task Letters_are_accepted_only_in_a_letter_pending_state()
    {
        await using var cloud = await EmulatedCloud.StartAsync();
        Assert.Equal(
            "FailedOperation.InvalidCertificateStatusCode",
            await cloud.SslErrorAsync("UploadConfirmLetter", new { CertificateId = Order, ConfirmLetter = Letter }));
        cloud.World.SetSslStatus(Order, SslStatus.LetterPending);
        Assert.True(
            (await cloud.SslAsync("UploadConfirmLetter", new { CertificateId = Order, ConfirmLetter = Letter })).GetProperty("IsSuccess")
                .GetBoolean());
        Assert.Equal(0, await cloud.StatusAsync(Order));

        cloud.World.SetSslStatus("a91hoLqi", SslStatus.RevocationLetterPending);
        await cloud.SslAsync("UploadRevokeLetter", new { CertificateId = "a91hoLqi", RevokeLetter = Letter });
        cloud.Emulator.Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(10, await cloud.StatusAsync("a91hoLqi"));
    }

    [Theory]
    [InlineData(10, "FailedOperation.ConfirmLetterTooSmall")]
    [InlineData(2_000_000, "FailedOperation.ConfirmLetterTooLarge")]
    [InlineData(5000, "FailedOperation.InvalidConfirmLetterFormat")]
    public async Task A_letter_of_invalid_size_or_format_is_refused(int size, string code)
    {
        await using var cloud = await EmulatedCloud.StartAsync();
        cloud.World.SetSslStatus(Order, SslStatus.LetterPending);
        var letter = Convert.ToBase64String(new byte[size]);
        Assert.Equal(code, await cloud.SslErrorAsync("UploadConfirmLetter", new { CertificateId = Order, ConfirmLetter = letter }));
    }

    [Fact]
    public async Task The_account_has_packages_companies_and_managers()
    {
        await using var cloud = await EmulatedCloud.StartAsync();
        var packages = await cloud.SslAsync("DescribePackages", new { Status = "usable" });
        Assert.Equal((1, 42), (packages.GetProperty("TotalCount").GetInt32(), packages.GetProperty("TotalBalance").GetInt32()));
        var company = (await cloud.SslAsync("DescribeCompanies", new { Limit = 10 })).GetProperty("Companies")[0].GetProperty("CompanyId")
            .GetInt64();
        var managers = (await cloud.SslAsync("DescribeManagers", new { CompanyId = company, Status = "ok" })).GetProperty("Managers");
        var manager = Assert.Single(managers.EnumerateArray()).GetProperty("ManagerId").GetInt64();
        Assert.Equal(
            "Hua", (await cloud.SslAsync("DescribeManagerDetail", new { ManagerId = manager })).GetProperty("ManagerLastName").GetString());
        Assert.Equal("ResourceNotFound.Manager", await cloud.SslErrorAsync("DescribeManagerDetail", new { ManagerId = 1 }));
    }

    private static async Task SubmitAsync(EmulatedCloud cloud)
    {
        await cloud.SslAsync("CertificateInfoSubmit", new
        {
            CertId = Order,
            GenCsrType = "online",
            CertCommonName = "order.example.com",
            CompanyType = 1,
            CompanyId = "0",
            OrgIdType = "OTHERS",
            OrgIdNumber = "0",
            AdminIdType = "SFZ",
            AdminIdNumber = "0",
            TechIdType = "SFZ",
            TechIdNumber = "0",
            ContactEmail = "someone@example.com",
        });
        await cloud.SslAsync("CertificateOrderSubmit", new { CertId = Order, VerifyType = "DNS" });
    }
}
