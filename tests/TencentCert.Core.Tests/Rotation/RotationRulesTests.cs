using System.Globalization;
using TencentCert.Core.Rotation;
using TencentCert.Core.Ssl;
using TencentCert.Core.Wire.Ssl;

namespace TencentCert.Core.Tests.Rotation;

/// <summary>The due certificates and their actions, from a list of certificates only.</summary>
public sealed class RotationRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 29, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_paid_certificate_with_time_left_in_its_order_is_reissued() =>
        Assert.Equal(RotationAction.Reissue, Only(Paid("a", ends: 20, months: 12)).Action);

    [Fact]
    public void A_paid_certificate_without_a_known_term_is_reissued() =>
        Assert.Equal(RotationAction.Reissue, Only(Paid("a", ends: 20)).Action);

    [Theory]
    [InlineData(365, 12)]
    [InlineData(90, 3)]
    [InlineData(397, 13)]
    public void A_certificate_valid_for_the_whole_order_requires_a_manual_step(int life, int months)
    {
        var due = Only(Paid("a", ends: 20, life: life, months: months));
        Assert.Equal(RotationAction.Manual, due.Action);
        Assert.Contains("Submit-SslCertificateOrder", due.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void The_last_reissue_of_an_order_requires_a_manual_step()
    {
        // Ordered for a year, and reissued after 170 days for the rest of the year.
        var first = Paid("a", ends: -146, life: 199, months: 12, replacedFor: "b");
        var last = Paid("b", ends: 20, life: 195, months: 12, replacedBy: "a");
        Assert.Equal(RotationAction.Manual, Only(first, last).Action);
    }

    [Fact]
    public void A_reissue_in_the_middle_of_its_order_is_reissued_again()
    {
        var first = Paid("a", ends: -150, life: 199, months: 24, replacedFor: "b");
        var second = Paid("b", ends: 20, life: 199, months: 24, replacedBy: "a");
        Assert.Equal(RotationAction.Reissue, Only(first, second).Action);
    }

    [Theory]
    [InlineData(20, RotationAction.Manual)]
    [InlineData(186, RotationAction.Reissue)]
    public void The_action_depends_on_the_end_of_the_subscription(int subscriptionEnds, RotationAction expected) =>
        Assert.Equal(expected, Only(Paid("a", ends: 20, months: 12, service: subscriptionEnds)).Action);

    [Theory]
    [InlineData(0, null)]
    [InlineData(null, 1)]
    public void An_order_renewed_by_the_service_is_reported(int? hosting, int? autoRenew)
    {
        var due = Only(Paid("a", ends: 20, life: 365, months: 12, hosting: hosting, autoRenew: autoRenew));
        Assert.Equal(RotationAction.Manual, due.Action);
        Assert.Contains("automatically", due.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_free_certificate_is_renewed() =>
        Assert.Equal(RotationAction.Renew, Only(Free("a", ends: 20)).Action);

    [Fact]
    public void A_free_certificate_is_not_due_before_the_service_renews_it() =>
        Assert.Empty(Due(60, Free("a", ends: 45)));

    [Fact]
    public void An_upload_requires_a_manual_step()
    {
        var due = Only(Uploaded("a", ends: 20));
        Assert.Equal(RotationAction.Manual, due.Action);
        Assert.Contains("Import-SslCertificate", due.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_newer_upload_for_the_same_names_is_deployed()
    {
        var due = Only(Uploaded("a", ends: 20), Uploaded("b", ends: 200, inserted: -1));
        Assert.Equal((RotationAction.Deploy, "b", "a"), (due.Action, due.Successor?.CertificateId, due.Current.CertificateId));
    }

    [Theory]
    [InlineData("other.example.com", "RSA 2048")]
    [InlineData("www.example.com", "ECC prime256v1")]
    public void A_newer_upload_for_other_names_or_with_another_key_type_is_not_deployed(string domain, string algorithm) =>
        Assert.Equal(
            RotationAction.Manual,
            Due(30, Uploaded("a", ends: 20), Uploaded("b", ends: 200, inserted: -1, domain, algorithm)).Single().Action);

    [Fact]
    public void A_certificate_renewed_by_hosting_is_deployed()
    {
        var due = Only(Free("a", ends: 20, hostingRenewed: "b"), Free("b", ends: 90));
        Assert.Equal((RotationAction.Deploy, "b"), (due.Action, due.Successor?.CertificateId));
    }

    [Fact]
    public void The_next_certificate_of_a_subscription_is_a_successor()
    {
        var due = Only(Paid("a", ends: 20, serviceRenewed: "b"), Paid("b", ends: 199));
        Assert.Equal((RotationAction.Deploy, "b"), (due.Action, due.Successor?.CertificateId));
    }

    [Fact]
    public void All_older_certificates_of_a_reissue_chain_are_listed()
    {
        var due = Only(
            Paid("a", ends: -100, replacedFor: "b"), Paid("b", ends: 10, replacedBy: "a", replacedFor: "c"),
            Paid("c", ends: 190, replacedBy: "b"));
        Assert.Equal(["b", "a"], due.Older.Select(one => one.CertificateId));
    }

    [Theory]
    [InlineData(4, RotationAction.Wait)]
    [InlineData(0, RotationAction.Wait)]
    [InlineData(5, RotationAction.Manual)]
    public void A_pending_successor_is_awaited_unless_it_requires_a_manual_step(int status, RotationAction expected)
    {
        var pending = Read(
            new CertificateListItem { CertificateId = "b", Domain = "www.example.com", Status = status, From = "trustasia",
                InsertTime = Text(-1), CertificateExtra = new CertificateExtra { ReplacedBy = "a" } });
        var due = Only(Paid("a", ends: 20, replacedFor: "b"), pending);
        Assert.Equal((expected, "b"), (due.Action, due.Successor?.CertificateId));
    }

    [Fact]
    public void An_expired_certificate_requires_a_manual_step() =>
        Assert.Equal(RotationAction.Manual, Only(Paid("a", ends: -2, months: 12)).Action);

    [Fact]
    public void A_certificate_beyond_the_threshold_is_not_due() =>
        Assert.Empty(Due(30, Paid("a", ends: 31), Uploaded("b", ends: 90)));

    [Fact]
    public void A_certificate_with_an_explicit_successor_is_due_regardless_of_its_expiry()
    {
        SslCertificate[] all = [Paid("a", ends: 60), Uploaded("b", ends: 90), Uploaded("early", ends: 50)];
        var due = Assert.Single(new RotationRules(all, Now, 30, ["b"]).FindDue(), one => one.Current.CertificateId == "a");
        Assert.Equal((RotationAction.Deploy, "b"), (due.Action, due.Successor?.CertificateId));
        Assert.Empty(new RotationRules(all, Now, 30, ["early"]).FindDue());
    }

    private static DueCertificate Only(params SslCertificate[] certificates) => Assert.Single(Due(30, certificates));

    private static List<DueCertificate> Due(int days, params SslCertificate[] certificates) =>
        [.. new RotationRules(certificates, Now, days).FindDue()];

    private static SslCertificate Paid(
        string id, int ends, int life = 199, int? months = null, string? replacedBy = null, string? replacedFor = null, int? service = null,
        int? hosting = null,
        int? autoRenew = null, string? serviceRenewed = null) => Certificate(
        id,
        ends,
        life,
        item =>
        {
            item.PackageType = "25";
            item.ValidityPeriod = months?.ToString(CultureInfo.InvariantCulture);
            item.CertServiceEndTime = service is { } day ? Text(day) : null;
            item.HostingStatus = hosting;
            item.AutoRenewFlag = autoRenew;
            item.CertificateExtra =
                new CertificateExtra { ReplacedBy = replacedBy, ReplacedFor = replacedFor, ServiceRenewCertificateId = serviceRenewed };
        });

    private static SslCertificate Free(string id, int ends, string? hostingRenewed = null) =>
        Certificate(id, ends, 90, item => (item.PackageType, item.ValidityPeriod, item.HostingRenewCertId) = ("83", "3", hostingRenewed));

    private static SslCertificate Uploaded(
        string id, int ends, int? inserted = null, string domain = "www.example.com", string algorithm = "RSA 2048") => Certificate(
        id,
        ends,
        199,
        item => (item.From, item.EncryptAlgorithm, item.Domain, item.SubjectAltName, item.InsertTime) =
            ("upload", algorithm, domain, [domain], Text(inserted ?? ends - 199)));

    private static SslCertificate Certificate(string id, int ends, int life, Action<CertificateListItem> change)
    {
        var item = new CertificateListItem
        {
            CertificateId = id,
            Domain = "www.example.com",
            SubjectAltName = ["www.example.com"],
            Status = ends < 0 ? 3 : 1,
            From = "trustasia",
            CertificateType = "SVR",
            EncryptAlgorithm = "RSA 2048",
            CertBeginTime = Text(ends - life),
            CertEndTime = Text(ends),
            InsertTime = Text(ends - life),
        };
        change(item);
        return Read(item);
    }

    private static SslCertificate Read(CertificateListItem item) => SslCertificate.Read(item, Now);

    // The service returns times in GMT+8.
    private static string Text(int days) =>
        Now.AddDays(days).ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
