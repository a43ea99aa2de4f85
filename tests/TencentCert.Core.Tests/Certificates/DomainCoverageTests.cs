using System.Globalization;
using TencentCert.Core.Certificates;

namespace TencentCert.Core.Tests.Certificates;

[Trait("Culture", "any")]
public sealed class DomainCoverageTests
{
    [Theory]
    [InlineData("example.com", "example.com", true)]
    [InlineData("EXAMPLE.com", "example.COM", true)]
    [InlineData("example.com", "example.com.", true)]
    [InlineData("example.com.", "example.com", true)]
    [InlineData("example.com", "www.example.com", false)]
    [InlineData("example.com", "badexample.com", false)]
    [InlineData("*.example.com", "www.example.com", true)]
    [InlineData("*.EXAMPLE.com", "WWW.example.com", true)]
    [InlineData("*.example.com", "example.com", false)]
    [InlineData("*.example.com", "a.b.example.com", false)]
    [InlineData("*.example.com", ".example.com", false)]
    [InlineData("*.example.com", "www.badexample.com", false)]
    [InlineData("*.example.com", "*.example.com", true)]
    [InlineData("*.example.com", "*.a.example.com", false)]
    [InlineData("www.example.com", "*.example.com", false)]
    [InlineData("*.a.example.com", "*.example.com", false)]
    [InlineData("www.*.com", "www.example.com", false)]
    [InlineData("w*.example.com", "www.example.com", false)]
    [InlineData("*", "com", false)]
    [InlineData("*.com", "example.com", true)]
    [InlineData("xn--bcher-kva.example", "bücher.example", true)]
    [InlineData("bücher.example", "xn--bcher-kva.example", true)]
    [InlineData("bücher.example", "BÜCHER.example", true)]
    [InlineData("*.xn--bcher-kva.example", "www.bücher.example", true)]
    [InlineData("*.example.com", "bücher.example.com", true)]
    [InlineData("bucher.example", "bücher.example", false)]
    [InlineData("", "", false)]
    [InlineData("example.com", "", false)]
    [InlineData("", "example.com", false)]
    [InlineData("*.1.1.1", "1.1.1.1", false)]
    [InlineData("192.0.2.7", "192.0.2.7", true)]
    [InlineData("192.0.2.7", "192.0.2.8", false)]
    [InlineData("2001:db8::7", "2001:0DB8:0:0::7", true)]
    [InlineData("2001:db8::7", "2001:db8::8", false)]
    [InlineData("www.example.com", "192.0.2.7", false)]
    public void Name_covers_domain(string name, string domain, bool expected) =>
        Assert.Equal(expected, DomainCoverage.Covers([name], domain));

    [Fact]
    public void One_of_several_names_is_enough()
    {
        string[] names = ["not a name", "example.com", "*.Example.com"];
        Assert.Equal("*.Example.com", DomainCoverage.Find(names, "www.example.com"));
        Assert.False(DomainCoverage.Covers([], "example.com"));
        Assert.Equal(
            ["b.c", "a.b.example.com"], DomainCoverage.FindUncovered(names, ["www.example.com", "b.c", "example.com", "a.b.example.com"]));
    }

    [Fact]
    public void Turkish_culture_does_not_change_the_result()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("tr-TR");
            if (CultureInfo.CurrentCulture.TextInfo.ToLower('I') != 'ı')
                Assert.Skip("This runtime has no Turkish casing rules: the culture trap is NOT checked here.");

            Assert.True(DomainCoverage.Covers(["INFO.EXAMPLE.COM"], "info.example.com"));
            Assert.True(DomainCoverage.Covers(["*.wiki.com"], "TITI.WIKI.COM"));
            Assert.True(DomainCoverage.Covers(["xn--kii-hoa.com", "KÜI.com"], "küi.COM"));
            Assert.Equal("ii.com", DomainName.Normalize("II.com"));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
