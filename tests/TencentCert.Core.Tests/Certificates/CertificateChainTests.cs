using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using TencentCert.Core.Certificates;
using static TencentCert.Core.Tests.Certificates.TestInputs;

namespace TencentCert.Core.Tests.Certificates;

[Trait("Culture", "any")]
public sealed class CertificateChainTests
{
    [Theory]
    [InlineData(0, 1, 2, 3)]
    [InlineData(3, 2, 1, 0)]
    [InlineData(2, 0, 3, 1)]
    [InlineData(1, 3, 0, 2)]
    public void Certificates_in_any_order_become_leaf_to_issuer_without_root(params int[] order)
    {
        string[] parts = [RsaLeaf, Issuer.Pem, Upper.Pem, Root.Pem];
        var chain = CertificateChain.FromPem(string.Concat(order.Select(index => parts[index])));

        Assert.Equal("www.example.com", chain.Leaf.CommonName);
        Assert.Equal(["Test Issuing CA", "Test Upper CA"], chain.Intermediates.Select(certificate => certificate.CommonName));
        Assert.Equal("Test Root", chain.Root?.CommonName);
        Assert.True(chain.IsComplete);
        Assert.Equal(RsaLeaf, chain.LeafPem);
        Assert.Equal(Issuer.Pem + Upper.Pem, chain.IntermediatesPem);
        Assert.Equal(RsaChain, chain.ToPem());
        Assert.Equal(RsaChain + Root.Pem, chain.ToPem(includeRoot: true));
    }

    [Fact]
    public void Text_around_the_blocks_is_skipped()
    {
        var noisy = "\uFEFFBag Attributes\r\n    friendlyName: x\r\n" + RsaKey + "subject=/CN=a\r\n"
            + RsaChain.Replace("\n", "  \r\n", StringComparison.Ordinal) + "\r\n\t # the end";

        Assert.Equal(RsaChain, CertificateChain.FromPem(noisy).ToPem());
    }

    [Fact]
    public void Text_joined_to_one_line_is_read() =>
        Assert.Equal(RsaChain, CertificateChain.FromPem(RsaChain.ReplaceLineEndings(" ")).ToPem());

    [Fact]
    public void Repeated_certificates_count_once() =>
        Assert.Equal(RsaChain, CertificateChain.FromPem(RsaChain + RsaLeaf + Issuer.Pem).ToPem());

    [Fact]
    public void Properties_are_those_of_the_certificate()
    {
        var facts = CertificateChain.FromPem(RsaLeaf).Leaf;
        using var certificate = X509Certificate2.CreateFromPem(RsaLeaf);

        Assert.Equal(["www.example.com", "example.com"], facts.DnsNames);
        Assert.Equal(certificate.Thumbprint, facts.Thumbprint);
        Assert.Equal(Convert.ToHexString(SHA256.HashData(certificate.RawData)), facts.ThumbprintSha256);
        Assert.Equal(certificate.SerialNumber, facts.SerialNumber);
        Assert.Equal(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), facts.NotBefore);
        Assert.Equal(TimeSpan.Zero, facts.NotAfter.Offset);
        Assert.Equal(new DateTimeOffset(2026, 4, 1, 0, 0, 0, TimeSpan.Zero), facts.NotAfter);
        Assert.Equal("CN=Test Issuing CA", facts.Issuer);
        Assert.Equal("RSA 2048", facts.KeyAlgorithm);
        Assert.False(facts.IsAuthority);
        Assert.Equal("ECC prime256v1", CertificateChain.FromPem(EccLeaf).Leaf.KeyAlgorithm);
        Assert.Equal(certificate.RawData, facts.ToDer());
    }

    [Fact]
    public void Common_name_is_a_DNS_name_but_not_an_alternative_name()
    {
        Assert.Equal(["cn.example.com"], CertificateChain.FromPem(Issuer.Issue(Ecc, "cn.example.com", [])).Leaf.DnsNames);
        var both = CertificateChain.FromPem(Issuer.Issue(Ecc, "cn.example.com", ["a.example.com"])).Leaf;
        Assert.Equal(["a.example.com", "cn.example.com"], both.DnsNames);
        Assert.Equal(["a.example.com"], both.AlternativeNames);
        Assert.Empty(CertificateChain.FromPem(Issuer.Issue(Ecc, "Some Person", [])).Leaf.DnsNames);
    }

    [Fact]
    public void Single_leaf_reports_its_missing_issuer()
    {
        var chain = CertificateChain.FromPem(RsaLeaf);
        Assert.False(chain.IsComplete);
        Assert.Equal("CN=Test Issuing CA", chain.MissingIssuer);
    }

    [Fact]
    public void Unrelated_certificates_do_not_make_a_complete_chain_incomplete_in_any_order()
    {
        var other = TestAuthority.Root("Other Root");
        var sibling = Upper.Intermediate("Sibling CA");
        string[] chain = [RsaLeaf, Issuer.Pem, Upper.Pem, Root.Pem];
        (string Name, string[] Extra, string[] Unused)[] forms =
        [
            ("an unrelated root", [other.Pem], ["Other Root"]),
            ("two of them", [other.Pem, TestAuthority.Root("Third Root").Pem], ["Other Root", "Third Root"]),
            ("an unrelated intermediate", [other.Intermediate("Other CA").Pem], ["Other CA"]),
            ("an unrelated pair", [other.Intermediate("Other CA").Pem, other.Pem], ["Other CA", "Other Root"]),
            ("another CA of the same issuer", [sibling.Pem], ["Sibling CA"]),
            ("the chain's issuers twice", [Issuer.Pem, Upper.Pem], []),
            ("a cross-signed form", [other.CrossSign(Upper).Pem], []),
            ("a cross-signed form with its root", [other.CrossSign(Upper).Pem, other.Pem], []),
        ];
        foreach (var (name, extra, unused) in forms)
        {
            string[] all = [.. chain, .. extra];
            foreach (var text in (string[])[string.Concat(all), string.Concat(all.Reverse()), string.Concat(all.Skip(1).Append(all[0]))])
            {
                var read = CertificateChain.FromPem(text, now: TestAuthority.Start.AddDays(1));
                Assert.True(read.IsComplete, name);
                Assert.Equal("www.example.com", read.Leaf.CommonName);
                Assert.Equal("Test Issuing CA", read.Intermediates[0].CommonName);
                Assert.Equal(unused, read.Unused.Select(one => one.CommonName).Order(StringComparer.Ordinal));
            }
        }
    }

    [Fact]
    public void A_CA_below_the_missing_root_does_not_make_a_chain_incomplete() =>
        Assert.True(CertificateChain.FromPem(RsaLeaf + Issuer.Pem + Upper.Pem + Root.Intermediate("Sibling CA").Pem).IsComplete);

    [Theory]
    [InlineData("Test Upper CA")]
    [InlineData("Other Root")]
    public void A_CA_beyond_a_gap_is_refused_and_missing_and_unused_certificates_are_named(string beyond)
    {
        var gap = Upper.Intermediate("Test Middle CA").Intermediate("Test Low CA");
        var pem = beyond == "Other Root" ? TestAuthority.Root(beyond).Pem : Upper.Pem;
        var chain = CertificateChain.FromPem(gap.Issue(Ecc, "gap.example.com") + gap.Pem + pem);

        Assert.False(chain.IsComplete);
        Assert.Equal("CN=Test Middle CA", chain.MissingIssuer);
        Assert.Equal(beyond, Assert.Single(chain.Unused).CommonName);
        var check = CertificateCheck.Of(new CertificateBundle(chain, null), TestAuthority.Start.AddDays(1));
        Assert.False(check.Passed);
        Assert.Equal(
            [CertificateFindingKind.ChainIncomplete, CertificateFindingKind.NotInChain], check.Findings.Select(finding => finding.Kind));
        Assert.Contains("CN=Test Middle CA", check.Findings[0].Message, StringComparison.Ordinal);
        Assert.Contains(beyond, check.Findings[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Intermediate_without_root_is_complete()
    {
        var chain = CertificateChain.FromPem(RsaChain);
        Assert.True(chain.IsComplete);
        Assert.Null(chain.MissingIssuer);
        Assert.Null(chain.Root);
    }

    [Fact]
    public void Same_name_with_another_key_is_not_the_issuer()
    {
        var impostor = Upper.Intermediate(Issuer.Name);
        var chain = CertificateChain.FromPem(RsaLeaf + impostor.Pem + Issuer.Pem + Upper.Pem);

        Assert.Equal(Issuer.Pem + Upper.Pem, chain.IntermediatesPem);
    }

    [Fact]
    public void Leaf_with_a_damaged_signature_is_not_linked_to_its_issuer()
    {
        // A leaf whose signature bytes are changed still names its issuer, yet is not signed by it.
        var der = Der(RsaLeaf);
        der[^3] ^= 1;
        var chain = CertificateChain.FromPem(PemEncoding.WriteString("CERTIFICATE", der) + "\n" + Issuer.Pem + Upper.Pem + Root.Pem);

        Assert.Empty(chain.Intermediates);
        Assert.False(chain.IsComplete);
    }

    [Fact]
    public void Issuer_certificate_with_the_longest_validity_is_selected_in_any_order()
    {
        var old = TestAuthority.Root("Test Old Root");
        var now = TestAuthority.Start.AddYears(1);
        var expired = old.CrossSign(Root, end: now.AddDays(-1));
        var longer = old.CrossSign(Root, end: TestAuthority.Start.AddYears(30));

        Check(Root, [RsaLeaf, Issuer.Pem, Upper.Pem, expired.Pem, Root.Pem], Issuer.Pem + Upper.Pem);
        Check(Root, [RsaLeaf, Issuer.Pem, Upper.Pem, old.CrossSign(Root).Pem, Root.Pem], Issuer.Pem + Upper.Pem);
        Check(old, [RsaLeaf, Issuer.Pem, Upper.Pem, longer.Pem, Root.Pem, old.Pem], Issuer.Pem + Upper.Pem + longer.Pem);
        // With equal expiry, the certificate that is not self-issued is selected: it was added to be sent.
        var equal = old.CrossSign(Root, end: TestAuthority.Start.AddYears(20));
        Check(old, [RsaLeaf, Issuer.Pem, Upper.Pem, equal.Pem, Root.Pem, old.Pem], Issuer.Pem + Upper.Pem + equal.Pem);

        void Check(TestAuthority root, string[] parts, string intermediates)
        {
            foreach (var order in (IEnumerable<string>[])[parts, parts.Reverse(), parts.Order(StringComparer.Ordinal)])
            {
                var chain = CertificateChain.FromPem(string.Concat(order), now: now);
                Assert.Equal(intermediates, chain.IntermediatesPem);
                Assert.Equal(root.Pem, chain.Root?.ToPem());
                Assert.True(chain.IsComplete);
                Assert.Empty(chain.Unused);
            }
        }
    }

    [Fact]
    public void Server_with_the_name_of_its_CA_is_not_a_root()
    {
        var authority = TestAuthority.Root("same.example.com");
        var leaf = authority.Issue(Ecc, "same.example.com");
        foreach (var text in (string[])[leaf + authority.Pem, authority.Pem + leaf])
        {
            var chain = CertificateChain.FromPem(text);
            Assert.Equal(leaf, chain.LeafPem);
            Assert.Equal(authority.Pem, chain.Root?.ToPem());
            Assert.False(chain.Leaf.IsSelfSigned);
            Assert.True(chain.Leaf.IsSelfIssued);
        }

        Assert.False(CertificateChain.FromPem(leaf).IsComplete);
    }

    [Fact]
    public void Names_match_regardless_of_string_type_case_and_spaces()
    {
        using var folder = new TemporaryFolder();
        folder.Write(
            "ca.cnf",
            "[req]\nprompt=no\ndistinguished_name=dn\nstring_mask=utf8only\nx509_extensions=ca\n[dn]\nO=Test  Works\nCN=Type Test CA\n"
            + "[ca]\nbasicConstraints=critical,CA:TRUE\n");
        OpenSsl.Run(
            folder, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-config", "ca.cnf", "-utf8",
            "-keyout", "ca.key", "-out", "utf8.pem");
        var utf8 = CertificateChain.FromPem(File.ReadAllText(folder["utf8.pem"])).Leaf;
        folder.Write(
            "ca2.cnf",
            File.ReadAllText(folder["ca.cnf"]).Replace("utf8only", "default", StringComparison.Ordinal)
                .Replace("Test  Works", "TEST works", StringComparison.Ordinal));
        OpenSsl.Run(folder, "req", "-x509", "-key", "ca.key", "-config", "ca2.cnf", "-out", "printable.pem");
        OpenSsl.Run(
            folder, "req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", "leaf.key", "-subj",
            "/CN=type.example.com", "-out", "leaf.csr");
        OpenSsl.Run(
            folder, "x509", "-req", "-in", "leaf.csr", "-CA", "printable.pem", "-CAkey", "ca.key", "-set_serial", "7", "-out", "leaf.pem");

        var leaf = CertificateChain.FromPem(File.ReadAllText(folder["leaf.pem"])).Leaf;
        using var issuerOfLeaf = leaf.ToX509Certificate();
        using var issuer = utf8.ToX509Certificate();
        Assert.NotEqual(issuer.SubjectName.RawData, issuerOfLeaf.IssuerName.RawData);
        var chain = CertificateChain.FromPem(utf8.ToPem() + leaf.ToPem());
        Assert.Equal(leaf.Thumbprint, chain.Leaf.Thumbprint);
        Assert.Equal(utf8.Thumbprint, chain.Root?.Thumbprint);
    }

    [Fact]
    public void A_key_selects_its_certificate_among_several()
    {
        var one = Issuer.Issue(Ecc, "one.example.com");
        var other = Issuer.Issue(Rsa, "two.example.com");
        foreach (var text in (string[])[one + other + Issuer.Pem + Upper.Pem, Upper.Pem + other + Issuer.Pem + one])
        {
            Assert.Equal(one + Issuer.Pem + Upper.Pem, CertificateBundle.FromPem(text, EccKey).Chain.ToPem());
            Assert.Equal(other + Issuer.Pem + Upper.Pem, CertificateBundle.FromPem(text + RsaKey).Chain.ToPem());
            Assert.True(CertificateBundle.FromPem(text, EccKey).Chain.IsComplete);
        }
    }

    [Fact]
    public void Root_alone_is_its_own_leaf()
    {
        var chain = CertificateChain.FromPem(Root.Pem);
        Assert.True(chain.IsComplete);
        Assert.True(chain.Leaf.IsAuthority);
        Assert.Equal(Root.Pem, chain.ToPem());
    }

    [Fact]
    public void Two_leaves_are_refused()
    {
        var problem = Assert.Throws<PemException>(() => CertificateChain.FromPem(RsaLeaf + EccLeaf + Issuer.Pem));
        Assert.Equal(PemProblem.TooMany, problem.Problem);
        Assert.Contains("2 certificates", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void DER_form_is_read() => Assert.Equal(RsaLeaf, CertificateChain.FromDer(Der(RsaLeaf)).ToPem());
}
