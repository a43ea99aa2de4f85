using System.Text;
using TencentCert.Core.Client;
using TencentCert.Core.Credentials;

namespace TencentCert.Core.Tests.Client;

/// <summary>
/// The examples of Tencent's signature page and of its older version, and regression vectors that
/// two independent programs confirm.
/// </summary>
internal static class PublishedVectors
{
    public const string SecretId = "AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE";
    public const string SecretKey = "Gu5t9xGARNpq86cd98joQYCN3EXAMPLE";

    // The page shows masked keys and signs with the masked text.
    private const string SevenStars = "Gu5t9xGARNpq86cd98joQYCN3*******";
    private const string ThirtyTwoStars = "********************************";

    private const string WithCharset = "application/json; charset=utf-8";
    private const string CvmBody = """{"Limit": 1, "Filters": [{"Values": ["\u672a\u547d\u540d"], "Name": "instance-name"}]}""";
    private const string UnnamedBody = """{"Limit": 1, "Filters": [{"Values": ["unnamed"], "Name": "instance-name"}]}""";
    private const string GaapBody = """{"ListenerId":"listener-xxx","Domain":"www.test.com","CertificateId":"cert-12345678"}""";
    private const string SslBody = """{"CertificateId":"a91hoLqi","ValidType":"DNS"}""";
    private const string AliasBody = """{"Alias":"证书"}""";

    private const string WithoutAction = "5ffe6a04c0664d6b969fab9a13bdab201d63ee709638e2749d62a09ca18d7031";
    private const string WithAction = "7019a55be8395899b900fb5564e4200d984910f34794a27cb3fb7d10ff6a1e84";
    private const string Ssl = "f81c48b0d83e61d987af27d3d82989f0391c8272816c8b08900528cfb69a38ba";

    private static readonly Dictionary<string, SignatureVector> All = new()
    {
        ["published, two headers"] =
            Cvm(null, SecretKey, WithoutAction, "72e494ea809ad7a8c8f7a4507b9bddcbaa8e581f516e8da2f66e2c5a96525168"),
        ["published, action signed, seven stars"] = Cvm(
            "DescribeInstances", SevenStars, WithAction, "be4f67d323c78ab9acb7395e43c0dbcf822a9cfac32fea2449a7bc7726b770a3"),
        ["published, action signed, all stars"] = Cvm(
            "DescribeInstances", ThirtyTwoStars, WithAction, "10b1a37a7301a02ca19a647ad722d5e43b4b3cff309d421d85b46093f6ab6c4f",
                "AKID" + ThirtyTwoStars),
        ["action signed, example key"] = Cvm(
            "DescribeInstances", SecretKey, WithAction, "644be983de9a8a3f00db8eadaba61467c3b429e2215758ba897b738ca469fd26"),
        ["published, GET"] = new(
            new Tc3Request(
                "cvm", "cvm.tencentcloudapi.com", "application/x-www-form-urlencoded", 1539084154, default, null, "GET",
                "Limit=10&Offset=0"),
            new TencentCredential(SecretId, SecretKey),
            "91c9c192c14460df6c1ffc69e34e6c5e90708de2a6d282cccf957dbf1aa7f3a7",
            "5da7a33f6993f0614b047e5df4582db9e9bf4672ba50567dba16c6ccf174c474"),
        ["gaap"] = Own(
            "gaap", WithCharset, 1551113065, GaapBody,
            "f4d6b970604a9af6615afef4d005b6ed701c3fe4e4169067a402b6bebd9bc622",
            "89ec4b5990db8565696d38eab06610c96e387c4c9a689c2c60b00f3a491485eb"),
        ["ssl"] =
            Own("ssl", "application/json", 1551113065, SslBody, Ssl, "05b5a125482f32ce7a947f6251449a40786a0df80c118b91b85028b8adf0b902"),
        ["last second of the day"] = Own(
            "ssl", "application/json", 1551139199, SslBody, Ssl, "3e23ba058628352be3a435ea6269c79a8563eddf76b7326502506fe6d7eeb513"),
        ["first second of the day"] = Own(
            "ssl", "application/json", 1551139200, SslBody, Ssl, "fc461306ae43194449f9772a4ef04862af4acdfc3232ff9668b2857522f2b19a"),
        ["raw UTF-8"] = Own(
            "ssl", "application/json", 1551113065, AliasBody,
            "12219e0e82a22917f3a1676cc9d00e54d4e423341bf909e900f9d1488786c7e1",
            "7ac7732c4b75cabb8ef7fefd5b1c6bc66589ba750d47164b641c8311a2f0d4d9"),
    };

    public static TheoryData<string> Names => [.. All.Keys];

    public static SignatureVector Get(string name) => All[name];

    /// <summary>The body of an English variant of the page. The printed signature belongs to another body.</summary>
    public static Tc3Request Unnamed => All["published, two headers"].Request with { Body = Encoding.UTF8.GetBytes(UnnamedBody) };

    private static SignatureVector Cvm(string? action, string key, string canonicalHash, string signature, string id = SecretId) =>
        new(
            new Tc3Request("cvm", "cvm.tencentcloudapi.com", WithCharset, 1551113065, Encoding.UTF8.GetBytes(CvmBody), action),
            new TencentCredential(id, key), canonicalHash, signature);

    private static SignatureVector Own(
        string service, string contentType, long timestamp, string body, string canonicalHash, string signature) =>
        new(
            new Tc3Request(service, $"{service}.tencentcloudapi.com", contentType, timestamp, Encoding.UTF8.GetBytes(body)),
            new TencentCredential(SecretId, SecretKey), canonicalHash, signature);
}

/// <summary>A request, the key that signs it, and the expected result.</summary>
internal sealed record SignatureVector(Tc3Request Request, TencentCredential Credential, string CanonicalHash, string Signature);
