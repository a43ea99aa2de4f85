using TencentCert.Core.Errors;
using TencentCert.Core.Ssl;


namespace TencentCert.Core.Tests.Ssl;

/// <summary>An order's information from values under the API's own names.</summary>
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
    public void Null_for_a_required_value_is_a_missing_one(string name)
    {
        var failure = Assert.Throws<TencentCertException>(
            () => SslOrderSubmitter.Information("a91hoLqi", new Dictionary<string, object?>(Whole) { [name] = null }));
        Assert.Equal(ErrorCodes.InvalidParameter, failure.Code);
        Assert.Contains(name, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Null_for_any_other_value_is_left_out()
    {
        var before = SslOrderSubmitter.Information("a91hoLqi", Whole);
        var information = SslOrderSubmitter.Information(
            "a91hoLqi", new Dictionary<string, object?>(Whole) { ["CsrKeyParameter"] = null, ["DnsNames"] = null });
        Assert.Equal("A", information.OrgOrganization);
        Assert.Equal(before.CsrKeyParameter, information.CsrKeyParameter);
        Assert.Equal(before.DnsNames, information.DnsNames);
    }
}
