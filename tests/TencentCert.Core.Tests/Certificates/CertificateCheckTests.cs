using TencentCert.Core.Certificates;
using TencentCert.Core.Errors;
using static TencentCert.Core.Tests.Certificates.TestInputs;

namespace TencentCert.Core.Tests.Certificates;

public sealed class CertificateCheckTests
{
    private const string ClientUse = "1.3.6.1.5.5.7.3.2";
    private static readonly DateTimeOffset Now = TestAuthority.Start.AddDays(30);

    [Fact]
    public void Good_certificate_passes_and_nothing_is_said()
    {
        var check = Of(RsaChain, RsaKey);
        Assert.True(check.Passed);
        Assert.Empty(check.Findings);
        Assert.Empty(check.Require("x"));
    }

    [Fact]
    public void Key_of_another_certificate_and_no_key_are_refused_with_force_too()
    {
        foreach (var force in (bool[])[false, true])
        {
            Assert.Equal(PemProblem.KeyMismatch, Assert.Throws<PemException>(() => Of(RsaChain, EccKey).Require("x", force)).Problem);
            Assert.Equal(PemProblem.KeyMismatch, Assert.Throws<PemException>(() => Of(RsaChain, null).Require("x", force)).Problem);
        }

        Assert.True(CertificateCheck.Of(CertificateBundle.FromPem(RsaChain), Now).Passed);
    }

    public static TheoryData<string> Faults => [.. Inputs.Keys];

    [Theory]
    [MemberData(nameof(Faults))]
    public void Fault_is_found_refused_and_overridden(string name)
    {
        var (chain, kind) = Inputs[name];
        var check = Of(chain(), EccKey);

        Assert.Equal([kind], check.Findings.Select(finding => finding.Kind));
        Assert.False(check.Passed);
        var refusal = Assert.Throws<TencentCertException>(() => check.Require("site.pem"));
        Assert.Equal(ErrorCodes.InvalidParameter, refusal.Code);
        Assert.Contains("site.pem", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("-Force", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(check.Findings[0].Message, refusal.Message, StringComparison.Ordinal);
        Assert.Equal(check.Findings, check.Require("site.pem", force: true));
    }

    [Fact]
    public void Name_in_the_common_name_only_is_a_warning()
    {
        var check = Of(Issuer.Issue(Ecc, "cn.example.com", []) + Issuer.Pem, EccKey);
        Assert.True(check.Passed);
        Assert.Equal(CertificateFindingKind.CommonNameOnly, Assert.Single(check.Require("x")).Kind);
    }

    [Fact]
    public void Names_and_days_that_are_asked_for_count()
    {
        var check = CertificateCheck.Of(
            CertificateBundle.FromPem(RsaChain, RsaKey), Now, domains: ["www.example.com", "else.example.com"], minimumDays: 70);
        Assert.Equal(
            [CertificateFindingKind.ExpiresSoon, CertificateFindingKind.NameNotCovered], check.Findings.Select(finding => finding.Kind));
    }

    [Fact]
    public void Client_and_CA_are_checked_as_what_they_are()
    {
        var client = Issuer.Issue(Ecc, "client", ["client.example.com"], usage: ClientUse) + Issuer.Pem;
        Assert.True(CertificateCheck.Of(CertificateBundle.FromPem(client, EccKey), Now, CertificatePurpose.Client).Passed);
        Assert.True(CertificateCheck.Of(CertificateBundle.FromPem(Root.Pem), Now, CertificatePurpose.Authority, isImport: true).Passed);
        Assert.True(CertificateCheck.Of(CertificateBundle.FromPem(Issuer.Pem), Now, CertificatePurpose.Authority, isImport: true).Passed);
        Assert.Equal(
            CertificateFindingKind.WrongPurpose,
            Assert.Single(CertificateCheck.Of(CertificateBundle.FromPem(RsaChain), Now, CertificatePurpose.Authority).Findings).Kind);
    }

    private static CertificateCheck Of(string chain, string? key) =>
        CertificateCheck.Of(CertificateBundle.FromPem(chain, key, now: Now), Now, isImport: true);

    private static readonly Dictionary<string, (Func<string> Chain, CertificateFindingKind Kind)> Inputs = new()
    {
        ["expired"] = (() => Leaf(end: Now), CertificateFindingKind.Expired),
        ["not valid before next year"] = (() => Leaf(start: Now.AddYears(1), end: Now.AddYears(2)), CertificateFindingKind.NotYetValid),
        ["without its issuer"] = (() => Issuer.Issue(Ecc, "a.example.com"), CertificateFindingKind.ChainIncomplete),
        ["issuer that has expired"] = (() => Under(Root.Intermediate("Old CA", end: Now.AddDays(-1))), CertificateFindingKind.Expired),
        ["issuer that is not valid yet"] =
            (() => Under(Root.Intermediate("New CA", start: Now.AddDays(1))), CertificateFindingKind.NotYetValid),
        ["issuer that is not a CA"] =
            (() => Under(Root.Intermediate("Some Server", isAuthority: false)), CertificateFindingKind.IssuerNotAuthority),
        ["more CAs than one of them allows"] = (
            () => Root.Intermediate("Short CA", pathLength: 0) is var top && top.Intermediate("Low CA") is var low
                ? Under(low) + top.Pem
                : "",
            CertificateFindingKind.IssuerNotAuthority),
        ["a CA in place of a server"] = (() => Leaf(isAuthority: true), CertificateFindingKind.WrongPurpose),
        ["a client's certificate"] = (() => Leaf(usage: ClientUse), CertificateFindingKind.WrongPurpose),
    };

    private static string Leaf(DateTimeOffset? start = null, DateTimeOffset? end = null, bool isAuthority = false, string? usage = null) =>
        Issuer.Issue(Ecc, "a.example.com", ["a.example.com"], start, end, isAuthority, usage) + Issuer.Pem;

    private static string Under(TestAuthority issuer) => issuer.Issue(Ecc, "a.example.com") + issuer.Pem;
}
