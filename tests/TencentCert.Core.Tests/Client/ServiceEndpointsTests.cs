using TencentCert.Core.Client;
using TencentCert.Core.Errors;


namespace TencentCert.Core.Tests.Client;

[Trait("Culture", "any")]
public sealed class ServiceEndpointsTests
{
    [Theory]
    [InlineData(null, "https://ssl.tencentcloudapi.com/", "https://gaap.tencentcloudapi.com/", TencentSite.China)]
    [InlineData(
        "https://{service}.tencentcloudapi.com", "https://ssl.tencentcloudapi.com/", "https://gaap.tencentcloudapi.com/",
        TencentSite.China)]
    [InlineData(
        "{service}.internal.tencentcloudapi.com", "https://ssl.internal.tencentcloudapi.com/", "https://gaap.internal.tencentcloudapi.com/",
        TencentSite.China)]
    [InlineData(
        "https://{service}.intl.tencentcloudapi.com", "https://ssl.intl.tencentcloudapi.com/", "https://gaap.intl.tencentcloudapi.com/",
        TencentSite.International)]
    [InlineData(
        "SSL.INTL.tencentcloudapi.com", "https://ssl.intl.tencentcloudapi.com/", "https://ssl.intl.tencentcloudapi.com/",
        TencentSite.International)]
    [InlineData("proxy.example", "https://proxy.example/", "https://proxy.example/", TencentSite.China)]
    [InlineData(" https://proxy.example:8443/ ", "https://proxy.example:8443/", "https://proxy.example:8443/", TencentSite.China)]
    [InlineData("http://127.0.0.1:8080", "http://127.0.0.1:8080/", "http://127.0.0.1:8080/", TencentSite.China)]
    [InlineData("http://localhost:8080", "http://localhost:8080/", "http://localhost:8080/", TencentSite.China)]
    [InlineData("http://[::1]:8080", "http://[::1]:8080/", "http://[::1]:8080/", TencentSite.China)]
    public void A_valid_endpoint_gives_each_service_its_address(string? endpoint, string ssl, string gaap, TencentSite site)
    {
        var endpoints = new ServiceEndpoints(endpoint);
        Assert.Equal(ssl, endpoints.Of(ApiService.Ssl).AbsoluteUri);
        Assert.Equal(gaap, endpoints.Of(ApiService.Gaap).AbsoluteUri);
        Assert.Equal(site, endpoints.Site);
    }

    [Theory]
    [InlineData("")]
    [InlineData("https://")]
    [InlineData("not a host")]
    [InlineData("ftp://host.example")]
    [InlineData("file:///tmp")]
    [InlineData("http://tencentcloudapi.invalid")]
    [InlineData("http://192.0.2.1:8080")]
    [InlineData("http://0.0.0.0:8080")]
    [InlineData("http://[::]:8080")]
    [InlineData("http://[2001:db8::1]:8080")]
    [InlineData("https://host.example/path")]
    [InlineData("https://host.example/{service}")]
    [InlineData("https://host.example?query=1")]
    [InlineData("https://host.example/#fragment")]
    [InlineData("https://user:word@host.example")]
    public void An_invalid_endpoint_is_refused(string endpoint) =>
        Assert.Equal(ErrorCodes.InvalidEndpoint, Assert.Throws<TencentCertException>(() => new ServiceEndpoints(endpoint)).Code);

    [Theory]
    [InlineData("https://user:pass-word@host.example")]
    [InlineData("https://user:pass-word@host.example/path")]
    [InlineData("http://user:pass-word@192.0.2.1")]
    [InlineData("user:pass-word@host.example")]
    public void A_password_in_an_endpoint_is_not_shown_in_the_error(string endpoint)
    {
        var refusal = Assert.Throws<TencentCertException>(() => new ServiceEndpoints(endpoint));
        Assert.DoesNotContain("pass-word", refusal.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_explicit_site_has_its_own_hosts_and_overrides_the_site_of_the_endpoint()
    {
        Assert.Equal(
            "https://ssl.intl.tencentcloudapi.com/", new ServiceEndpoints(site: TencentSite.International).Of(ApiService.Ssl).AbsoluteUri);
        Assert.Equal(TencentSite.International, new ServiceEndpoints("proxy.example", TencentSite.International).Site);
        Assert.Equal(TencentSite.China, new ServiceEndpoints("x.intl.example", TencentSite.China).Site);
    }

    [Theory]
    [InlineData("http://127.0.0.1:1", true)]
    [InlineData("http://[::1]:1", true)]
    [InlineData("https://localhost", true)]
    [InlineData("https://{service}.tencentcloudapi.com", false)]
    public void A_loopback_endpoint_is_recognized(string endpoint, bool loopback) =>
        Assert.Equal(loopback, new ServiceEndpoints(endpoint).IsLoopback);
}
