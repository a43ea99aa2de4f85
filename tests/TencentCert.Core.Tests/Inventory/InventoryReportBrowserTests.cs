using System.Globalization;
using TencentCert.Core.Inventory;

namespace TencentCert.Core.Tests.Inventory;

/// <summary>The layout of the report in a browser. With TENCENTCERT_PICTURES, a screenshot of each page is saved to that folder.</summary>
public sealed class InventoryReportBrowserTests
{
    // The minimum contrast of a text with its background, and the elements wider than the window.
    private const string Measure = """
        (() => {
          document.querySelectorAll('details').forEach(fold => fold.open = true);
          const light = color => { const [r, g, b] = color.map(part => { const c = part / 255; return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4; });
            return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
          const parts = text => text.match(/[\d.]+/g).map(Number);
          const behind = element => { for (let e = element; e; e = e.parentElement) { const color = parts(getComputedStyle(e).backgroundColor);
            if (color.length < 4 || color[3] === 1) return color.slice(0, 3); } return null; };
          let least = 99, where = '', smallest = 99, texts = 0;
          const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          while (walk.nextNode()) {
            const element = walk.currentNode.parentElement;
            if (!walk.currentNode.textContent.trim() || !element.getClientRects().length) continue;
            const style = getComputedStyle(element), a = light(parts(style.color).slice(0, 3)), b = light(behind(element));
            const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
            texts++;
            smallest = Math.min(smallest, parseFloat(style.fontSize));
            if (ratio < least) { least = ratio; where = element.outerHTML.slice(0, 120); }
          }
          const wide = [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest('.name'));
          return { least, where, smallest, texts, scroll: document.documentElement.scrollWidth, inner: innerWidth, wide: wide.slice(0, 3).map(e => e.outerHTML.slice(0, 120)).join(' ') };
        })()
        """;

    [Theory]
    [InlineData(1280, "light", "en-US", 20)]
    [InlineData(1280, "dark", "en-US", 20)]
    [InlineData(500, "light", "zh-CN", 20)]
    [InlineData(500, "dark", "en-US", 20)]
    [InlineData(1280, "light", "zh-CN", 500)]
    public async Task The_report_is_readable_and_fits_the_window(int width, string scheme, string culture, int count)
    {
        Assert.SkipWhen(Browser.Program is null, "No Chromium, Chrome or Edge is on the PATH.");
        var token = TestContext.Current.CancellationToken;
        var folder = Directory.CreateTempSubdirectory("tencentcert-report-").FullName;
        try
        {
            var file = Path.Join(folder, "report.html");
            await File.WriteAllTextAsync(
                file, In(culture, () => InventoryFile.Text(InventoryFormat.Html, InventorySamples.Many(count), InventorySamples.Source)),
                token);
            await using var browser = await Browser.StartAsync(token);
            await browser.OpenAsync(file, width, scheme, token);
            Assert.Equal(width, (int)(await browser.EvaluateAsync("innerWidth", token))!);
            Assert.Equal(
                scheme == "dark", (bool)(await browser.EvaluateAsync("matchMedia('(prefers-color-scheme: dark)').matches", token))!);
            var timeline = (int)(
                await browser.EvaluateAsync(
                    "[...document.querySelectorAll('.timeline li')].filter(row => row.checkVisibility()).length", token))!;
            Assert.InRange(timeline, 1, 40);
            Assert.True(
                (double)(await browser.EvaluateAsync("document.querySelector('h2 ~ h2').getBoundingClientRect().top", token))! < 2200,
                "The timeline does not push the table away.");
            if (Environment.GetEnvironmentVariable("TENCENTCERT_PICTURES") is { Length: > 0 } pictures)
                await browser.SaveAsync(Path.Join(pictures, $"{width}-{scheme}-{culture}-{count}.png"), token);

            var measured = (await browser.EvaluateAsync(Measure, token))!;
            Assert.True((int)measured["texts"]! > count * 5, "The texts were seen.");
            Assert.True(
                (double)measured["least"]! >= 4.5,
                string.Create(CultureInfo.InvariantCulture, $"Contrast {measured["least"]} at {measured["where"]}"));
            Assert.True((double)measured["smallest"]! >= 12, $"A text of {measured["smallest"]} px.");
            Assert.True((int)measured["scroll"]! <= (int)measured["inner"]!, $"Wider than the window: {measured["wide"]}");
            Assert.Equal("", (string?)measured["wide"]);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string In(string culture, Func<string> text)
    {
        var before = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(culture);
        try
        {
            return text();
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }
}
