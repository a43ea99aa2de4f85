using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using TencentCert.Core.Certificates;
using static TencentCert.Core.Tests.Certificates.TestInputs;

namespace TencentCert.Core.Tests.Certificates;

[Trait("Culture", "any")]
public sealed class CertificateRequestTests
{
    [Theory]
    [InlineData(KeyKind.Rsa2048, "RSA 2048")]
    [InlineData(KeyKind.Rsa3072, "RSA 3072")]
    [InlineData(KeyKind.Rsa4096, "RSA 4096")]
    [InlineData(KeyKind.EccPrime256v1, "ECC prime256v1")]
    [InlineData(KeyKind.EccSecp384r1, "ECC secp384r1")]
    public void New_request_matches_its_key(KeyKind kind, string algorithm)
    {
        var (request, key) = CertificateRequestFactory.Create(["Example.com", "*.example.com", "example.com.", "bücher.example"], kind);

        Assert.Equal(algorithm, request.KeyAlgorithm);
        Assert.Equal(algorithm, key.Algorithm);
        Assert.Equal("example.com", request.CommonName);
        Assert.Equal(["example.com", "*.example.com", "xn--bcher-kva.example"], request.DnsNames);

        using AsymmetricAlgorithm signing = kind < KeyKind.EccPrime256v1 ? RSA.Create() : ECDsa.Create();
        signing.ImportFromPem(key.Reveal());
        var issued = CertificateChain.FromPem(Issuer.Issue(signing, "example.com"));
        Assert.Equal(KeyMatch.Matches, request.Matches(issued));
        Assert.Equal(KeyMatch.Matches, key.Matches(issued));
        Assert.Equal(KeyMatch.Differs, request.Matches(CertificateChain.FromPem(RsaLeaf)));
    }

    [Fact]
    public void Subject_fields_are_written_to_the_request()
    {
        var subject = new CertificateSubject
        {
            Country = "CN", State = "Guangdong", Locality = "深圳", Organization = "Example, Inc.", OrganizationalUnit = "Ops",
        };
        var request = CertificateRequestFactory.Create(["example.com"], KeyKind.EccPrime256v1, subject).Request;

        var parts = new X500DistinguishedName(request.Subject).EnumerateRelativeDistinguishedNames()
            .ToDictionary(part => part.GetSingleElementType().Value!, part => part.GetSingleElementValue());
        Assert.Equal("CN", parts["2.5.4.6"]);
        Assert.Equal("Guangdong", parts["2.5.4.8"]);
        Assert.Equal("深圳", parts["2.5.4.7"]);
        Assert.Equal("Example, Inc.", parts["2.5.4.10"]);
        Assert.Equal("Ops", parts["2.5.4.11"]);
        Assert.Equal("example.com", parts["2.5.4.3"]);
    }

    [Fact]
    public void Invalid_domains_and_subject_are_refused()
    {
        Assert.Equal(PemProblem.InvalidDomain, Assert.Throws<PemException>(() => CertificateRequestFactory.Create([])).Problem);
        Assert.Equal(PemProblem.InvalidDomain, Assert.Throws<PemException>(() => CertificateRequestFactory.Create(["a b"])).Problem);
        Assert.Equal(
            PemProblem.WrongContent,
            Assert.Throws<PemException>(() => CertificateRequestFactory.Create(["a.b"], KeyKind.Rsa2048, new() { Country = "China" }))
                .Problem);
    }

    [Fact]
    public void Common_name_has_64_characters_at_most()
    {
        var longest = $"{new string('a', 52)}.example.com";
        Assert.Equal(64, longest.Length);
        Assert.Equal(longest, CertificateRequestFactory.Create([longest, "a" + longest], KeyKind.EccPrime256v1).Request.CommonName);
        var refusal = Assert.Throws<PemException>(() => CertificateRequestFactory.Create(["a" + longest], KeyKind.EccPrime256v1));
        Assert.Equal(PemProblem.InvalidDomain, refusal.Problem);
        Assert.Contains("65", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Subject_is_ordered_from_country_to_common_name()
    {
        using var folder = new TemporaryFolder();
        var subject = new CertificateSubject { Country = "CN", State = "Guangdong", Locality = "Shenzhen", Organization = "Example",
            OrganizationalUnit = "IT" };
        folder.Write("a.csr", CertificateRequestFactory.Create(["example.com"], KeyKind.EccPrime256v1, subject).Request.ToPem());
        Assert.Contains(
            "C=CN,ST=Guangdong,L=Shenzhen,O=Example,OU=IT,CN=example.com",
            OpenSsl.Run(folder, "req", "-in", "a.csr", "-noout", "-subject").Replace(" ", "", StringComparison.Ordinal),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Request_without_attributes_is_read()
    {
        using var folder = new TemporaryFolder();
        folder.Write("a.key", TestInputs.EccKey);
        folder.Write("a.cnf", "[req]\nprompt=no\ndistinguished_name=dn\n[dn]\nCN=bare.example.com\n");
        OpenSsl.Run(folder, "req", "-new", "-key", "a.key", "-config", "a.cnf", "-outform", "DER", "-out", "a.der");

        // RFC 2986 requires the attributes even when they are empty. Some tools omit them.
        var request = CertificateRequestPem.Parse(WithoutAttributes(File.ReadAllBytes(folder["a.der"])));
        Assert.Equal("bare.example.com", request.CommonName);
        Assert.Equal(["bare.example.com"], request.DnsNames);
    }

    [Fact]
    public void Request_with_an_SM2_key_is_read_without_a_signature_check()
    {
        using var folder = new TemporaryFolder();
        OpenSsl.Run(folder, "ecparam", "-name", "SM2", "-genkey", "-out", "a.key");
        OpenSsl.Run(folder, "req", "-new", "-key", "a.key", "-sm3", "-subj", "/CN=sm.example.com", "-out", "a.csr");
        Assert.Equal("SM2", CertificateRequestPem.FromFile(folder["a.csr"]).KeyAlgorithm);
    }

    private static string WithoutAttributes(byte[] der)
    {
        var info = new AsnReader(der, AsnEncodingRules.DER).ReadSequence().ReadSequence();
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(info.ReadIntegerBytes().Span);
            writer.WriteEncodedValue(info.ReadEncodedValue().Span);
            writer.WriteEncodedValue(info.ReadEncodedValue().Span);
        }

        var signed = writer.Encode();
        writer.Reset();
        using (writer.PushSequence())
        {
            writer.WriteEncodedValue(signed);
            using (writer.PushSequence())
            {
                writer.WriteObjectIdentifier("1.2.840.10045.4.3.2");
            }

            writer.WriteBitString(TestInputs.Ecc.SignData(signed, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));
        }

        return PemEncoding.WriteString("CERTIFICATE REQUEST", writer.Encode());
    }

    [Fact]
    public void Both_labels_are_read_and_one_is_written()
    {
        var pem = CertificateRequestFactory.Create(["example.com"], KeyKind.EccPrime256v1).Request.ToPem();
        var old = pem.Replace("CERTIFICATE REQUEST", "NEW CERTIFICATE REQUEST", StringComparison.Ordinal);
        Assert.Equal(pem, CertificateRequestPem.Parse("junk\r\n" + old).ToPem());
    }

    [Fact]
    public void Request_with_an_invalid_signature_is_refused()
    {
        var der = Der(CertificateRequestFactory.Create(["example.com"]).Request.ToPem());
        der[^1] ^= 1;
        var problem = Assert.Throws<PemException>(() => CertificateRequestPem.Parse(PemEncoding.WriteString("CERTIFICATE REQUEST", der)));
        Assert.Equal(PemProblem.Malformed, problem.Problem);
        Assert.Contains("signature", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Other_content_is_named_in_the_error()
    {
        Assert.Equal(
            "'x' is a certificate, not a certificate request.",
            Assert.Throws<PemException>(() => CertificateRequestPem.Parse(RsaLeaf, "'x'")).Message);
        var pem = CertificateRequestFactory.Create(["example.com"], KeyKind.EccPrime256v1).Request.ToPem();
        Assert.Equal(PemProblem.TooMany, Assert.Throws<PemException>(() => CertificateRequestPem.Parse(pem + pem)).Problem);
    }
}
