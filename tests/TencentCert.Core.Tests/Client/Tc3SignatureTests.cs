using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using TencentCert.Core.Client;
using TencentCert.Core.Credentials;

namespace TencentCert.Core.Tests.Client;

[Trait("Culture", "any")]
public sealed class Tc3SignatureTests
{
    private static readonly TencentCredential Credential = new(PublishedVectors.SecretId, PublishedVectors.SecretKey);

    public static TheoryData<string> Names => PublishedVectors.Names;

    public static MatrixTheoryData<string, string> NamesInCultures =>
        new(PublishedVectors.Names.Select(row => row.Data), ["th-TH", "ar-SA", "tr-TR", "fa-IR"]);

    [Theory]
    [MemberData(nameof(Names))]
    public void A_vector_gives_its_canonical_hash(string name)
    {
        var vector = PublishedVectors.Get(name);
        Assert.Equal(vector.CanonicalHash, Hash(Tc3Signature.CanonicalRequest(vector.Request)));
        Assert.EndsWith("\n" + vector.CanonicalHash, Tc3Signature.StringToSign(vector.Request), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_vector_gives_its_signature(string name)
    {
        var vector = PublishedVectors.Get(name);
        Assert.Equal(vector.Signature, Tc3Signature.Sign(vector.Request, vector.Credential));
    }

    // Thai, Arabic and Persian cultures have other calendars and digits. Turkish has another lower case of I.
    [Theory]
    [MemberData(nameof(NamesInCultures))]
    public void The_signature_does_not_depend_on_the_culture(string name, string culture)
    {
        var vector = PublishedVectors.Get(name);
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
        Assert.Equal(vector.CanonicalHash, Hash(Tc3Signature.CanonicalRequest(vector.Request)));
        Assert.Equal(vector.Signature, Tc3Signature.Sign(vector.Request, vector.Credential));
        Assert.Contains(
            "/2019-02-2", Tc3Signature.Authorization(PublishedVectors.Get("ssl").Request, Credential), StringComparison.Ordinal);
    }

    [Fact]
    public void The_canonical_request_equals_the_published_text() =>
        Assert.Equal(
            "POST\n/\n\ncontent-type:application/json; charset=utf-8\nhost:cvm.tencentcloudapi.com\nx-tc-action:describeinstances\n\n"
            + "content-type;host;x-tc-action\n35e9c5b0e3ae67532d3c9f17ead6c90222632e5b1ff7f6e89887f1398934f064",
            Tc3Signature.CanonicalRequest(PublishedVectors.Get("action signed, example key").Request));

    [Fact]
    public void The_string_to_sign_equals_the_published_text() =>
        Assert.Equal(
            "TC3-HMAC-SHA256\n1551113065\n2019-02-25/cvm/tc3_request\n5ffe6a04c0664d6b969fab9a13bdab201d63ee709638e2749d62a09ca18d7031",
            Tc3Signature.StringToSign(PublishedVectors.Get("published, two headers").Request));

    [Fact]
    public void The_authorization_header_equals_the_published_text() =>
        Assert.Equal(
            "TC3-HMAC-SHA256 Credential=AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE/2019-02-25/cvm/tc3_request, SignedHeaders=content-type;host, "
            + "Signature=72e494ea809ad7a8c8f7a4507b9bddcbaa8e581f516e8da2f66e2c5a96525168",
            Tc3Signature.Authorization(PublishedVectors.Get("published, two headers").Request, Credential));

    // An English variant of the page changed the body and kept the signature.
    [Fact]
    public void The_body_of_the_English_page_does_not_give_its_printed_signature()
    {
        var request = PublishedVectors.Unnamed;
        Assert.Equal("2815843035062fffda5fd6f2a44ea8a34818b0dc46f024b8b3786976a3adda7a", Hash(Tc3Signature.CanonicalRequest(request)));
        Assert.NotEqual(PublishedVectors.Get("published, two headers").Signature, Tc3Signature.Sign(request, Credential));
    }

    [Fact]
    public void The_port_is_signed_with_the_host()
    {
        var plain = PublishedVectors.Get("ssl").Request;
        var withPort = plain with { Host = "ssl.tencentcloudapi.com:8443" };
        Assert.Contains("\nhost:ssl.tencentcloudapi.com:8443\n", Tc3Signature.CanonicalRequest(withPort), StringComparison.Ordinal);
        Assert.NotEqual(Tc3Signature.Sign(plain, Credential), Tc3Signature.Sign(withPort, Credential));
    }

    [Fact]
    public void Header_values_are_trimmed_and_lower_cased_for_signing()
    {
        var plain = PublishedVectors.Get("action signed, example key").Request;
        var shouted = plain with { Host = " CVM.TencentCloudAPI.com ", ContentType = " Application/JSON; charset=UTF-8",
            Action = " DESCRIBEINSTANCES " };
        Assert.Equal(Tc3Signature.Sign(plain, Credential), Tc3Signature.Sign(shouted, Credential));
    }

    [Fact]
    public void The_date_of_the_scope_is_the_UTC_date_of_the_timestamp()
    {
        Assert.Contains(
            "/2019-02-25/ssl/", Tc3Signature.Authorization(PublishedVectors.Get("last second of the day").Request, Credential),
            StringComparison.Ordinal);
        Assert.Contains(
            "/2019-02-26/ssl/", Tc3Signature.Authorization(PublishedVectors.Get("first second of the day").Request, Credential),
            StringComparison.Ordinal);
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
