using System.Globalization;
using System.Net;
using System.Text;
using TencentCert.Core.Gaap;
using TencentCert.Core.Strings;

namespace TencentCert.Core.Inventory;

/// <summary>
/// An inventory as one HTML page that needs nothing else: no script, no font, no network. Its policy forbids them, too,
/// so that no name of a certificate can bring any in.
/// </summary>
public static class InventoryReport
{
    private const int DaysShown = 220;
    private const int DaysPast = 20;
    private const double Width = 700;

    private const string Style = """
        :root{color-scheme:light dark;--line:#8884;--past:#b3261e;--soon:#c77700;--fine:#2e7d32}
        body{font:15px/1.45 system-ui,sans-serif;margin:2rem auto;max-width:78rem;padding:0 1rem}
        h1{font-size:1.5rem;margin:0}h2{font-size:1.15rem;margin:2rem 0 .5rem}p{margin:.3rem 0}
        .sum{display:flex;flex-wrap:wrap;gap:1rem;margin:1rem 0}.sum div{border:1px solid var(--line);border-radius:.5rem;padding:.5rem 1rem}
        .sum b{display:block;font-size:1.5rem}table{border-collapse:collapse;width:100%}
        th,td{text-align:left;padding:.35rem .6rem;border-bottom:1px solid var(--line);vertical-align:top}th{position:sticky;top:0;background:Canvas}
        td.n{text-align:right;font-variant-numeric:tabular-nums}.past{color:var(--past)}.soon{color:var(--soon)}.fine{color:var(--fine)}
        code{font:13px ui-monospace,monospace}details ul{margin:.3rem 0;padding-left:1.1rem}summary{cursor:pointer}
        svg{width:100%;height:auto}svg text{font:11px system-ui,sans-serif;fill:CanvasText}svg line{stroke:var(--line)}
        rect.past{fill:var(--past)}rect.soon{fill:var(--soon)}rect.fine{fill:var(--fine)}
        """;

    /// <summary>Makes the page.</summary>
    /// <param name="items">Certificates of both stores.</param>
    /// <param name="source">Where they were read.</param>
    /// <param name="now">Time of reading.</param>
    public static string Html(IReadOnlyList<TencentCertInventoryItem> items, string source, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(items);
        var sorted = items.OrderBy(item => item.NotAfter ?? DateTimeOffset.MaxValue).ToList();
        var page = new StringBuilder(16_384 + (items.Count * 512));
        page.Append(CultureInfo.InvariantCulture, $"<!DOCTYPE html>\n<html lang=\"{Language}\"><head><meta charset=\"utf-8\">\n")
            .Append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n")
            .Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
            .Append(CultureInfo.InvariantCulture,
                $"<title>{Said($"Certificates")}</title>\n<style>{Style}</style></head><body>\n<h1>{Said($"Certificates")}</h1>\n")
            .Append(CultureInfo.InvariantCulture, $"<p>{Text(source)}, {DateText.Minute(now.UtcDateTime)}</p>\n");
        Summary(page, sorted);
        Timeline(page, sorted, now);
        Table(page, sorted);
        return page.Append("</body></html>\n").ToString();
    }

    private static void Summary(StringBuilder page, List<TencentCertInventoryItem> items)
    {
        page.Append("<div class=\"sum\">");
        foreach (var (label, count, mood) in new[]
        {
            (Wording.Of($"certificates in all"), items.Count, ""),
            (Wording.Of($"have ended"), items.Count(item => item.DaysLeft < 0), "past"),
            (Wording.Of($"end within 30 days"), items.Count(item => item.DaysLeft is >= 0 and <= 30), "soon"),
            (Wording.Of($"bound in GAAP"), items.Count(item => item.Store == CertificateStore.Gaap && item.Use.Count > 0), ""),
            (Wording.Of($"unused in GAAP"), items.Count(item => item.Store == CertificateStore.Gaap && item.Use.Count == 0), ""),
        })
        {
            page.Append(CultureInfo.InvariantCulture, $"<div><b class=\"{mood}\">{count}</b>{Text(label)}</div>");
        }

        page.Append("</div>\n");
    }

    // A row a certificate, a month a line.
    private static void Timeline(StringBuilder page, List<TencentCertInventoryItem> items, DateTimeOffset now)
    {
        const int row = 18;
        const double left = 240;
        var dated = items.Where(item => item.NotAfter is not null).ToList();
        var height = 24 + (dated.Count * row);
        page.Append(CultureInfo.InvariantCulture, $"<h2>{Said($"Timeline of expiries")}</h2>\n")
            .Append(CultureInfo.InvariantCulture,
                $"<svg id=\"timeline\" viewBox=\"0 0 {left + Width + 60} {height}\" role=\"img\" "
                + $"aria-label=\"{Said($"Days until each certificate ends")}\">\n");
        for (var month = new DateTimeOffset(now.Year, now.Month, 1, 0, 0, 0, TimeSpan.Zero).AddMonths(1); (month - now).TotalDays < DaysShown; month = month.AddMonths(1))
        {
            var x = left + Place((month - now).TotalDays);
            page.Append(CultureInfo.InvariantCulture,
                $"<line x1=\"{x:0.#}\" y1=\"16\" x2=\"{x:0.#}\" y2=\"{height}\"/><text x=\"{x + 3:0.#}\" "
                + $"y=\"12\">{month:yyyy-MM}</text>\n");
        }

        var zero = left + Place(0);
        page.Append(CultureInfo.InvariantCulture, $"<text x=\"{zero:0.#}\" y=\"12\" text-anchor=\"end\">{Said($"today")}</text>\n");
        for (var index = 0; index < dated.Count; index++)
        {
            var item = dated[index];
            var y = 20 + (index * row);
            var end = left + Place((item.NotAfter!.Value - now).TotalDays);
            page.Append(CultureInfo.InvariantCulture, $"<g><title>{Text(item.CertificateId)}: {DateText.Day(item.NotAfter)}</title>")
                .Append(CultureInfo.InvariantCulture,
                    $"<text x=\"0\" y=\"{y + 11}\">{Text(Cut(item.Domain ?? item.Alias ?? item.CertificateId))} "
                    + $"({item.Store.ToString().ToUpperInvariant()})</text>")
                .Append(CultureInfo.InvariantCulture,
                    $"<rect class=\"{Mood(item)}\" x=\"{Math.Min(zero, end):0.#}\" y=\"{y}\" "
                    + $"width=\"{Math.Max(2, Math.Abs(end - zero)):0.#}\" height=\"12\" rx=\"2\"/>")
                .Append(CultureInfo.InvariantCulture,
                    $"<text x=\"{Math.Max(zero, end) + 4:0.#}\" y=\"{y + 11}\">{Said($"{item.DaysLeft} d")}</text></g>\n");
        }

        page.Append("</svg>\n");
    }

    private static void Table(StringBuilder page, List<TencentCertInventoryItem> items)
    {
        page.Append(CultureInfo.InvariantCulture,
            $"<h2>{Said($"Certificates and where they are bound")}</h2>\n<table id=\"certificates\"><thead><tr>");
        foreach (var heading in Wording.Of($"Ends|Days left|Store|Id|Domain|Status|Bound at").Split('|'))
        {
            page.Append(CultureInfo.InvariantCulture, $"<th>{Text(heading)}</th>");
        }

        page.Append("</tr></thead><tbody>\n");
        foreach (var item in items)
        {
            page.Append(CultureInfo.InvariantCulture,
                $"<tr><td>{DateText.Day(item.NotAfter)}</td><td class=\"n "
                +
                    $"{Mood(item)}\">{item.DaysLeft}</td><td>{item.Store.ToString().ToUpperInvariant()}</td><td><code>{Text(item.CertificateId)}</code>");
            if (item.SameAs.Count > 0)
            {
                page.Append(CultureInfo.InvariantCulture, $"<br>{Said($"same as")} <code>{Text(string.Join(", ", item.SameAs))}</code>");
            }

            page.Append(CultureInfo.InvariantCulture, $"</td><td>{Text(item.Domain)}</td><td>{Text(item.Status)}</td><td>");
            Uses(page, item.Use);
            page.Append("</td></tr>\n");
        }

        page.Append("</tbody></table>\n");
    }

    private static void Uses(StringBuilder page, IReadOnlyList<GaapCertificateUse> uses)
    {
        if (uses.Count == 0)
        {
            page.Append('–');
            return;
        }

        page.Append(CultureInfo.InvariantCulture, $"<details><summary>{uses.Count}</summary><ul>");
        foreach (var use in uses)
        {
            page.Append(CultureInfo.InvariantCulture,
                $"<li>{(use.Domain is { } domain ? Text(domain) : Said($"(listener)"))} <code>{Text(use.ListenerId)}</code> "
                + $"{use.Role}</li>");
        }

        page.Append("</ul></details>");
    }

    private static double Place(double days) => (Math.Clamp(days, -DaysPast, DaysShown) + DaysPast) * Width / (DaysShown + DaysPast);

    private static string Mood(TencentCertInventoryItem item) => item.DaysLeft switch { null => "", < 0 => "past", <= 30 => "soon", _ => "fine" };

    private static string Cut(string text) => text.Length <= 30 ? text : text[..29] + "…";

    // English is also what a language without a translation gets.
    private static string Language => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "zh" ? "zh" : "en";

    private static string Said(Wording text) => Text(Wording.Of(text));

    private static string Text(string? text) => WebUtility.HtmlEncode(text ?? "");
}
