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
    public void Any_order_becomes_leaf_to_issuer_without_root(params int[] order)
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
    public void Noise_around_the_blocks_is_skipped()
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
    public void Facts_are_those_of_the_certificate()
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
    public void Common_name_stands_in_only_where_there_are_no_alternative_names()
    {
        Assert.Equal(["cn.example.com"], CertificateChain.FromPem(Issuer.Issue(Ecc, "cn.example.com", [])).Leaf.DnsNames);
        Assert.Equal(["a.example.com"], CertificateChain.FromPem(Issuer.Issue(Ecc, "cn.example.com", ["a.example.com"])).Leaf.DnsNames);
        Assert.Empty(CertificateChain.FromPem(Issuer.Issue(Ecc, "Some Person", [])).Leaf.DnsNames);
    }

    [Fact]
    public void Lone_leaf_names_its_issuer_as_missing()
    {
        var chain = CertificateChain.FromPem(RsaLeaf);
        Assert.False(chain.IsComplete);
        Assert.Equal("CN=Test Issuing CA", chain.MissingIssuer);
    }

    [Fact]
    public void Gap_in_the_middle_is_incomplete()
    {
        var gap = Upper.Intermediate("Test Middle CA").Intermediate("Test Low CA");
        var chain = CertificateChain.FromPem(gap.Issue(Ecc, "gap.example.com") + gap.Pem + Upper.Pem);

        Assert.False(chain.IsComplete);
        Assert.Equal("CN=Test Middle CA", chain.MissingIssuer);
        Assert.Equal("Test Upper CA", Assert.Single(chain.Unused).CommonName);
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
    public void Signature_decides_where_a_damaged_issuer_copies_name_and_key_identifier()
    {
        // A leaf whose signature bytes are changed still names its issuer, yet is not signed by it.
        var der = Der(RsaLeaf);
        der[^3] ^= 1;
        var chain = CertificateChain.FromPem(PemEncoding.WriteString("CERTIFICATE", der) + "\n" + Issuer.Pem + Upper.Pem + Root.Pem);

        Assert.Empty(chain.Intermediates);
        Assert.False(chain.IsComplete);
    }

    [Fact]
    public void Cross_signed_authority_is_kept_beside_its_own_root()
    {
        var old = TestAuthority.Root("Test Old Root");
        var cross = old.CrossSign(Root);
        var chain = CertificateChain.FromPem(Root.Pem + cross.Pem + RsaChain);

        Assert.Equal(Issuer.Pem + Upper.Pem + cross.Pem, chain.IntermediatesPem);
        Assert.True(chain.IsComplete);
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
    public void Binary_form_is_read() => Assert.Equal(RsaLeaf, CertificateChain.FromDer(Der(RsaLeaf)).ToPem());
}
