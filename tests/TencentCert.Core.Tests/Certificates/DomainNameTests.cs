using TencentCert.Core.Certificates;


namespace TencentCert.Core.Tests.Certificates;

[Trait("Culture", "any")]
public sealed class DomainNameTests
{
    [Theory]
    [InlineData("example.com", "example.com")]
    [InlineData("WWW.Example.COM", "www.example.com")]
    [InlineData("example.com.", "example.com")]
    [InlineData("*.Example.com", "*.example.com")]
    [InlineData("bücher.example", "xn--bcher-kva.example")]
    [InlineData("BÜCHER.example", "xn--bcher-kva.example")]
    [InlineData("*.bücher.example", "*.xn--bcher-kva.example")]
    [InlineData("例子.测试", "xn--fsqu00a.xn--0zwm56d")]
    [InlineData("例子。测试", "xn--fsqu00a.xn--0zwm56d")]
    [InlineData("XN--BCHER-KVA.example", "xn--bcher-kva.example")]
    [InlineData("localhost", "localhost")]
    [InlineData("1.example.com", "1.example.com")]
    public void Domains_are_normalized_to_one_form(string domain, string expected)
    {
        Assert.True(DomainName.TryNormalize(domain, out var ascii, out var problem), problem);
        Assert.Equal(expected, ascii);
        Assert.Null(problem);
    }

    [Theory]
    [InlineData(null, "empty")]
    [InlineData("", "empty")]
    [InlineData("   ", "empty")]
    [InlineData(".", "empty label")]
    [InlineData("a..b", "empty label")]
    [InlineData(".example.com", "empty label")]
    [InlineData("example.com..", "empty label")]
    [InlineData("*", "wildcard")]
    [InlineData("*.", "empty label")]
    [InlineData("*.*.example.com", "wildcard")]
    [InlineData("www.*.com", "wildcard")]
    [InlineData("w*.example.com", "wildcard")]
    [InlineData("example.com\n", "control character")]
    [InlineData("exam\0ple.com", "control character")]
    [InlineData("exam ple.com", "space")]
    [InlineData("exam\u3000ple.com", "space")]
    [InlineData("https://example.com", "letters, digits, hyphens and underscores")]
    [InlineData("example.com:443", "letters, digits, hyphens and underscores")]
    [InlineData("-a.example.com", "hyphen")]
    [InlineData("a-.example.com", "hyphen")]
    [InlineData("10.0.0.1", "address")]
    [InlineData("::1", "letters, digits, hyphens and underscores")]
    public void Invalid_domains_are_refused_with_the_reason(string? domain, string reason)
    {
        Assert.False(DomainName.TryNormalize(domain, out var ascii, out var problem));
        Assert.Equal("", ascii);
        Assert.Contains(reason, problem, StringComparison.Ordinal);
        Assert.Equal($"The domain {problem}", Assert.Throws<PemException>(() => DomainName.Normalize(domain)).Message);
    }

    [Theory]
    [InlineData("foo_bar.example.com", "foo_bar.example.com")]
    [InlineData("_dmarc.Example.com.", "_dmarc.example.com")]
    public void Underscore_is_allowed_except_in_an_order(string domain, string expected)
    {
        Assert.True(DomainName.TryNormalize(domain, out var ascii, out _));
        Assert.Equal(expected, ascii);
        Assert.False(DomainName.TryNormalize(domain, out _, out var problem, forOrder: true));
        Assert.Contains("or underscore", problem, StringComparison.Ordinal);
        Assert.True(DomainCoverage.Covers([domain], expected));
        Assert.True(DomainCoverage.Covers(["*.example.com"], expected));
        Assert.Equal(PemProblem.InvalidDomain, Assert.Throws<PemException>(() => CertificateRequestFactory.Create([domain])).Problem);
    }

    [Fact]
    public void Lengths_are_limited_as_in_DNS()
    {
        var label = new string('a', 63);
        var longest = $"{label}.{label}.{label}.{new string('a', 61)}";
        Assert.Equal(253, longest.Length);

        Assert.True(DomainName.TryNormalize(longest, out _, out _));
        Assert.True(DomainName.TryNormalize(longest + ".", out _, out _));
        Assert.False(DomainName.TryNormalize("b" + longest[..^1] + "aa", out _, out var problem));
        Assert.Contains("253", problem, StringComparison.Ordinal);
        Assert.False(DomainName.TryNormalize($"a{label}.com", out _, out problem));
        Assert.Contains("63", problem, StringComparison.Ordinal);
        Assert.False(DomainName.TryNormalize(new string('a', 10_000), out _, out _));
        Assert.False(DomainName.TryNormalize(new string('ü', 70) + ".com", out _, out _));
    }

    [Fact]
    public void Unicode_form_shows_the_original_script()
    {
        Assert.Equal("bücher.example", DomainName.ToUnicode("xn--bcher-kva.example"));
        Assert.Equal("*.例子.测试", DomainName.ToUnicode("*.xn--fsqu00a.xn--0zwm56d"));
        Assert.Equal("example.com", DomainName.ToUnicode("example.com"));
        Assert.Equal("a..b", DomainName.ToUnicode("a..b"));
    }
}
