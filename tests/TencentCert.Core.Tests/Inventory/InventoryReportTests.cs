using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using TencentCert.Core.Inventory;

namespace TencentCert.Core.Tests.Inventory;

/// <summary>The report is completely in the language of the session and has readable colours.</summary>
[Trait("Culture", "any")]
public sealed partial class InventoryReportTests
{
    private static readonly DateTimeOffset Now = InventorySamples.Now;

    private static readonly TencentCertInventoryItem[] Items =
    [
        .. InventorySamples.Many(200).Select(item => item with { Domain = "1" }),
        InventorySamples.Gaap("4", -9, 5) with { Domain = "1" },
    ];

    [Fact]
    public void The_Chinese_report_contains_no_English_words()
    {
        var page = In("zh-CN", Items);
        Assert.Contains("<html lang=\"zh\">", page, StringComparison.Ordinal);
        Assert.DoesNotMatch("[A-Za-z]{2,}", NamesKept().Replace(Words(page), ""));
        Assert.Equal(8, page.Split("<th>").Length - 1);
        Assert.Contains("已签发", page, StringComparison.Ordinal);
    }

    [Fact]
    public void The_English_report_contains_no_Chinese_characters()
    {
        var page = In("en-US", Items);
        Assert.Contains("<html lang=\"en\">", page, StringComparison.Ordinal);
        Assert.Contains("<th>What to do</th>", page, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"\p{IsCJKUnifiedIdeographs}", page);
        Assert.Equal(8, page.Split("<th>").Length - 1);
    }

    [Fact]
    public void A_certificate_in_both_stores_is_one_row_and_the_header_names_the_account()
    {
        var page = In(
            "en-US",
            [InventorySamples.Ssl("a91hoLqi", 9) with { SameAs = ["cert-1"] },
                InventorySamples.Gaap("cert-1", 9, 2) with { SameAs = ["a91hoLqi"] }]);
        Assert.Equal(2, page.Split("<tr>").Length - 1);
        Assert.Contains("<code>a91hoLqi</code>", page, StringComparison.Ordinal);
        Assert.Contains("<code>cert-1</code>", page, StringComparison.Ordinal);
        Assert.Contains("Account 100000000001 · China site", page, StringComparison.Ordinal);
        Assert.Contains("TencentCert 1.2.3", page, StringComparison.Ordinal);
        Assert.Contains("Invoke-SslCertificateReissue a91hoLqi DNS_AUTO", page, StringComparison.Ordinal);
    }

    [Fact]
    public void The_timeline_shows_certificates_expiring_in_60_days_and_folds_more_than_40_rows()
    {
        var page = In(
            "en-US",
            [.. Enumerable.Range(0, 100)
                .Select(number => InventorySamples.Ssl($"id{number}", number, domain: $"site{number}.example.com"))]);
        var (shown, folded) =
            (page[..page.IndexOf("<details>", StringComparison.Ordinal)], page[page.IndexOf("<details>", StringComparison.Ordinal)..]);
        Assert.Equal(40, shown.Split("<li ").Length - 1);
        Assert.Equal(21, folded.Split("<li ").Length - 1);
        Assert.Contains("<summary>21 more</summary>", page, StringComparison.Ordinal);
        Assert.Contains("None.", In("en-US", [InventorySamples.Ssl("a", 61)]), StringComparison.Ordinal);
    }

    [Fact]
    public void Markup_and_control_characters_in_a_name_are_escaped()
    {
        var page = In("en-US", [InventorySamples.Ssl("a", 3, domain: "<script>\u001b[2Jx</script>") with { IsFree = true }]);
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', page);
        Assert.DoesNotContain("Request-SslCertificate", page, StringComparison.Ordinal);
    }

    // Reads the style without a browser. InventoryReportBrowserTests measures the layout in a browser.
    [Theory]
    [InlineData("light")]
    [InlineData("dark")]
    public void Every_text_colour_has_enough_contrast_with_every_background(string scheme)
    {
        var style = Style().Match(In("en-US", Items)).Value;
        var roots = Root().Matches(style);
        Assert.Equal(2, roots.Count);
        var colours = Variable().Matches(roots[scheme == "dark" ? 1 : 0].Value)
            .ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value);
        foreach (var text in new[] { "text", "quiet", "past", "soon", "fine" })
        {
            foreach (var background in new[] { "page", "card" })
            {
                Assert.True(
                    Contrast(colours[text], colours[background]) >= 4.5,
                    $"{text} on {background}: {Contrast(colours[text], colours[background]):0.00}");
            }
        }

        // No other colours exist, so all are measured.
        Assert.Empty(Regex.Matches(Root().Replace(style, ""), "(?<![-a-z])(?:color|background):(?!var|currentColor)"));
    }

    private static string In(string culture, IReadOnlyList<TencentCertInventoryItem> items)
    {
        var before = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(culture);
        try
        {
            return InventoryFile.Text(InventoryFormat.Html, items, InventorySamples.Source);
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }

    // WCAG 2: the relative luminance of the lighter colour divided by that of the darker.
    private static double Contrast(string one, string other)
    {
        var (a, b) = (Luminance(one), Luminance(other));
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    private static double Luminance(string colour)
    {
        double Part(int at) =>
            int.Parse(colour.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255d is var part && part <= 0.04045
            ? part / 12.92
            : Math.Pow((part + 0.055) / 1.055, 2.4);
        return (0.2126 * Part(0)) + (0.7152 * Part(2)) + (0.0722 * Part(4));
    }

    // The text between tags. Commands and ids are the same in every language.
    private static string Words(string page) => WebUtility.HtmlDecode(Tags().Replace(Code().Replace(Style().Replace(page, ""), ""), " "));

    [GeneratedRegex("<style>.*</style>", RegexOptions.Singleline)]
    private static partial Regex Style();

    [GeneratedRegex("<code>.*?</code>")]
    private static partial Regex Code();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tags();

    [GeneratedRegex(@":root\{[^}]*\}")]
    private static partial Regex Root();

    [GeneratedRegex("--([a-z]+):#([0-9a-f]{6})")]
    private static partial Regex Variable();

    // Names of the product, stores, a clock, DNS and a certification authority, and an address and a domain of the samples.
    [GeneratedRegex(@"TencentCert|GAAP|SSL|ID|UTC|DNS|CA|https://\S+|site\d+\.example\.com")]
    private static partial Regex NamesKept();
}
