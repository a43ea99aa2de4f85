using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using TencentCert.Core.Errors;
using TencentCert.Core.Ssl;
using TencentCert.Core.Wire.Ssl;

namespace TencentCert.Core.Tests.Ssl;

/// <summary>The information of an order from values with the names of the API.</summary>
[Trait("Culture", "any")]
public sealed class SslInformationTests
{
    private static readonly Dictionary<string, object?> Whole = new()
    {
        ["GenCsrType"] = "online", ["CertCommonName"] = "a.example.com", ["CompanyType"] = 1, ["CompanyId"] = "0",
            ["OrgOrganization"] = "A",
    };

    [Theory]
    [InlineData("CompanyType")]
    [InlineData("CertCommonName")]
    public void Null_for_a_required_value_is_a_missing_value(string name)
    {
        var failure = Assert.Throws<TencentCertException>(
            () => SslOrderSubmitter.Information("a91hoLqi", new Dictionary<string, object?>(Whole) { [name] = null }));
        Assert.Equal(ErrorCodes.InvalidParameter, failure.Code);
        Assert.Contains(name, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Null_for_an_optional_value_is_omitted()
    {
        var before = SslOrderSubmitter.Information("a91hoLqi", Whole);
        var information = SslOrderSubmitter.Information(
            "a91hoLqi", new Dictionary<string, object?>(Whole) { ["CsrKeyParameter"] = null, ["DnsNames"] = null });
        Assert.Equal("A", information.OrgOrganization);
        Assert.Equal(before.CsrKeyParameter, information.CsrKeyParameter);
        Assert.Equal(before.DnsNames, information.DnsNames);
    }

    [Fact]
    public void A_request_for_the_common_name_with_a_supported_key_is_accepted()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        Assert.Contains("BEGIN", WithRequest("CN=A.example.com", key).Csr, StringComparison.Ordinal);
    }

    [Fact]
    public void A_request_with_an_unsupported_or_weak_key_is_refused()
    {
        using var brainpool = ECDsa.Create(ECCurve.NamedCurves.brainpoolP256r1);
        var failure = Assert.Throws<TencentCertException>(() => WithRequest("CN=a.example.com", brainpool));
        Assert.StartsWith("No certificate authority takes a key of ", failure.Message, StringComparison.Ordinal);

        using var weak = RSA.Create(1024);
        failure = Assert.Throws<TencentCertException>(() => WithRequest("CN=a.example.com", weak));
        Assert.StartsWith("A key of RSA 1024 is too weak", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_request_for_another_name_is_refused()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var failure = Assert.Throws<TencentCertException>(() => WithRequest("CN=b.example.com", key));
        Assert.Equal(ErrorCodes.InvalidParameter, failure.Code);
        Assert.Contains("a.example.com", failure.Message, StringComparison.Ordinal);
    }

    private static CertificateInfoSubmitRequest WithRequest(string subject, AsymmetricAlgorithm key)
    {
        var request = key is RSA rsa
            ? new CertificateRequest(subject, rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            : new CertificateRequest(subject, (ECDsa)key, HashAlgorithmName.SHA256);
        return SslOrderSubmitter.Information(
            "a91hoLqi", new Dictionary<string, object?>(Whole) { ["Csr"] = request.CreateSigningRequestPem() });
    }
}
