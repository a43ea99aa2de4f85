using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using TencentCert.Core.Certificates;
using TencentCert.Core.Errors;
using static TencentCert.Core.Tests.Certificates.TestInputs;

namespace TencentCert.Core.Tests.Certificates;

public sealed class CertificateCheckTests
{
    private const string ClientUse = "1.3.6.1.5.5.7.3.2";
    private static readonly DateTimeOffset Now = TestAuthority.Start.AddDays(30);

    [Fact]
    public void Valid_certificate_passes_without_findings()
    {
        var check = Of(RsaChain, RsaKey);
        Assert.True(check.Passed);
        Assert.Empty(check.Findings);
        Assert.Empty(check.Require("x"));
    }

    [Fact]
    public void Mismatched_and_missing_keys_are_refused_even_with_force()
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
    public void Fault_is_found_and_refused_unless_forced(string name)
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
    public void Certificate_with_a_common_name_only_is_a_warning()
    {
        var check = Of(Issuer.Issue(Ecc, "cn.example.com", []) + Issuer.Pem, EccKey);
        Assert.True(check.Passed);
        Assert.Equal(CertificateFindingKind.CommonNameOnly, Assert.Single(check.Require("x")).Kind);
    }

    [Fact]
    public void Weak_key_is_a_fault_and_unsupported_key_is_a_warning()
    {
        using var small = RSA.Create(1024);
        var weak = Of(Issuer.Issue(small, "a.example.com") + Issuer.Pem, small.ExportPkcs8PrivateKeyPem());
        Assert.Equal(CertificateFindingKind.WeakAlgorithm, Assert.Single(weak.Findings).Kind);
        Assert.Contains("RSA 1024", Assert.Throws<TencentCertException>(() => weak.Require("x")).Message, StringComparison.Ordinal);
        Assert.Single(weak.Require("x", force: true));

        using var folder = new TemporaryFolder();
        OpenSsl.Run(
            folder, "req", "-x509", "-newkey", "ed25519", "-nodes", "-keyout", "ed.key", "-out", "ed.pem", "-subj", "/CN=a.example.com",
            "-addext", "subjectAltName=DNS:a.example.com", "-addext", "basicConstraints=CA:FALSE");
        var unusual = CertificateCheck.Of(CertificateBundle.FromFiles(folder["ed.pem"]), DateTimeOffset.UtcNow);
        Assert.Equal(CertificateFindingKind.UnusualKey, Assert.Single(unusual.Findings).Kind);
        Assert.True(unusual.Passed);
    }

    [Fact]
    public void Weak_signature_is_a_fault_except_on_a_root()
    {
        using var folder = new TemporaryFolder();
        OpenSsl.Run(
            folder, "req", "-x509", "-newkey", "rsa:2048", "-sha1", "-nodes", "-keyout", "ca.key", "-out", "ca.pem",
            "-subj", "/CN=Old Root");
        OpenSsl.Run(folder, "req", "-newkey", "rsa:2048", "-nodes", "-keyout", "a.key", "-out", "a.csr", "-subj", "/CN=a.example.com");
        OpenSsl.Run(
            folder, "x509", "-req", "-in", "a.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-set_serial", "1", "-sha1", "-out", "a.pem");
        var leaf = CertificateBundle.FromPem(File.ReadAllText(folder["a.pem"]) + File.ReadAllText(folder["ca.pem"]));
        Assert.NotNull(leaf.Chain.Root);
        Assert.Equal(
            CertificateFindingKind.WeakAlgorithm,
            Assert.Single(CertificateCheck.Of(leaf, DateTimeOffset.UtcNow).Findings, finding => !finding.IsWarning).Kind);
        Assert.True(CertificateCheck.Of(
            CertificateBundle.FromFiles(folder["ca.pem"]), DateTimeOffset.UtcNow, CertificatePurpose.Authority).Passed);
    }

    [Fact]
    public void IP_addresses_of_a_certificate_are_covered_names()
    {
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(System.Net.IPAddress.Parse("192.0.2.7"));
        names.AddIpAddress(System.Net.IPAddress.Parse("2001:db8::7"));
        var request = new CertificateRequest("O=Example", Ecc, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(names.Build());
        using var leaf = request.CreateSelfSigned(TestAuthority.Start, TestAuthority.Start.AddDays(90));
        var bundle = CertificateBundle.FromPem(leaf.ExportCertificatePem(), EccKey, now: Now);

        Assert.Equal("192.0.2.7", bundle.Chain.Leaf.ToString());
        Assert.Empty(CertificateCheck.Of(bundle, Now, domains: ["192.0.2.7", "2001:DB8:0::7"]).Findings);
        Assert.Equal(
            CertificateFindingKind.NameNotCovered, Assert.Single(CertificateCheck.Of(bundle, Now, domains: ["192.0.2.8"]).Findings).Kind);
    }

    [Fact]
    public void Requested_names_and_minimum_days_are_checked()
    {
        var check = CertificateCheck.Of(
            CertificateBundle.FromPem(RsaChain, RsaKey), Now, domains: ["www.example.com", "else.example.com"], minimumDays: 70);
        Assert.Equal(
            [CertificateFindingKind.ExpiresSoon, CertificateFindingKind.NameNotCovered], check.Findings.Select(finding => finding.Kind));
    }

    [Fact]
    public void Client_and_CA_certificates_are_checked_for_their_purpose()
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
