using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using TencentCert.Core.Gaap;
using TencentCert.Core.Inventory;

namespace TencentCert.Core.Tests.Inventory;

/// <summary>The report's page speaks the session's language, all of it.</summary>
[Trait("Culture", "any")]
public sealed partial class InventoryReportTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 0, 0, 0, TimeSpan.Zero);

    private static readonly TencentCertInventoryItem[] Items =
    [
        new() { Store = CertificateStore.Gaap, CertificateId = "1", Status = "-", NotAfter = Now.AddDays(9), DaysLeft = 9, SameAs = ["2"], Use = [new GaapCertificateUse { CertificateId = "1", ListenerId = "3" }] },
        new() { Store = CertificateStore.Gaap, CertificateId = "4", Status = "-", NotAfter = Now.AddDays(-9), DaysLeft = -9, SameAs = [], Use = [] },
    ];

    [Fact]
    public void In_Chinese_no_English_word_is_left()
    {
        var page = In("zh-CN");
        Assert.Contains("<html lang=\"zh\">", page, StringComparison.Ordinal);
        Assert.DoesNotMatch("[A-Za-z]{2,}", NamesKept().Replace(Words(page), ""));
        Assert.Equal(7, page.Split("<th>").Length - 1);
    }

    [Fact]
    public void In_English_there_is_no_Chinese()
    {
        var page = In("en-US");
        Assert.Contains("<html lang=\"en\">", page, StringComparison.Ordinal);
        Assert.Contains("<th>Bound at</th>", page, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"\p{IsCJKUnifiedIdeographs}", page);
        Assert.Equal(7, page.Split("<th>").Length - 1);
    }

    private static string In(string culture)
    {
        var before = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(culture);
        try
        {
            return InventoryReport.Html(Items, "-", Now);
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }

    // What stands between tags, and the labels that are read aloud.
    private static string Words(string page) =>
        WebUtility.HtmlDecode(Tags().Replace(Style().Replace(page, ""), " ")) + string.Join(' ', Labels().Matches(page).Select(match => match.Groups[1].Value));

    [GeneratedRegex("<style>.*</style>", RegexOptions.Singleline)]
    private static partial Regex Style();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tags();

    [GeneratedRegex("aria-label=\"([^\"]*)\"")]
    private static partial Regex Labels();

    // Of the product, of a store, of a clock and of what a certificate is for.
    [GeneratedRegex("GAAP|SSL|ID|UTC|Server")]
    private static partial Regex NamesKept();
}
