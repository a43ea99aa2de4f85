using System.Globalization;
using System.Net;
using System.Text;
using TencentCert.Core.Gaap;

namespace TencentCert.Core.Inventory;

/// <summary>
/// An inventory as one self-contained HTML page without scripts, fonts or network access. Its content security policy forbids them,
/// so that the name of a certificate cannot inject any.
/// </summary>
internal static class InventoryReport
{
    private const int FutureDays = 60;
    private const int PastDays = 30;
    private const int MaxVisibleRows = 40;

    // InventoryReportTests checks the contrast of each text colour on each background, light and dark.
    private const string Style = """
        :root{color-scheme:light dark;--page:#ffffff;--card:#f4f5f8;--text:#1c1d22;--quiet:#565a66;--line:#d5d8e0;--past:#b3261e;--soon:#8a5000;--fine:#1b6e33}
        @media (prefers-color-scheme:dark){:root{--page:#15161a;--card:#20222a;--text:#e8e9ee;--quiet:#a9aebb;--line:#3a3d48;--past:#ff9a91;--soon:#f5b556;--fine:#7fd494}}
        *{box-sizing:border-box}
        body{font:15px/1.45 system-ui,sans-serif;margin:0 auto;max-width:82rem;padding:1.5rem 1rem;background:var(--page);color:var(--text)}
        h1{font-size:1.5rem;margin:0}h2{font-size:1.15rem;margin:2rem 0 .5rem}p{margin:.3rem 0}.quiet{color:var(--quiet)}
        .sum{display:flex;flex-wrap:wrap;gap:.75rem;margin:1rem 0}.sum div{background:var(--card);border:1px solid var(--line);border-radius:.5rem;padding:.5rem 1rem}
        .sum b{display:block;font-size:1.5rem}.past{color:var(--past)}.soon{color:var(--soon)}.fine{color:var(--fine)}
        code{font:13px/1.5 ui-monospace,monospace}
        ol{list-style:none;margin:0;padding:0}
        ol li{display:grid;grid-template-columns:15rem minmax(0,1fr) 5rem;gap:.75rem;align-items:center;padding:.1rem 0}
        .name{overflow:hidden;text-overflow:ellipsis;white-space:nowrap}.days{text-align:right;font-variant-numeric:tabular-nums}
        .track{position:relative;height:.75rem;background:var(--card);border:1px solid var(--line);border-radius:.25rem}
        .track i{position:absolute;top:0;bottom:0;background:currentColor;border-radius:.2rem;min-width:3px}
        .track b{position:absolute;top:-.2rem;bottom:-.2rem;border-left:2px solid var(--text)}
        table{border-collapse:collapse;width:100%}
        th,td{text-align:left;padding:.4rem .6rem;border-bottom:1px solid var(--line);vertical-align:top}
        th{position:sticky;top:0;background:var(--page)}.any{overflow-wrap:anywhere}.end{white-space:nowrap}
        .task{display:block;min-width:15rem}td ul{margin:.3rem 0;padding-left:1.1rem}summary{cursor:pointer}
        @media (max-width:60rem){
        ol li{grid-template-columns:minmax(0,1fr) 5rem}.track{grid-column:1/3;grid-row:2}
        thead{display:none}table,tbody,tr,td{display:block}
        tr{background:var(--card);border:1px solid var(--line);border-radius:.5rem;margin:.75rem 0;padding:.3rem 0}
        td{border:0;display:grid;grid-template-columns:8rem minmax(0,1fr);gap:.5rem;padding:.15rem .75rem}.task{min-width:0}td::before{content:attr(data-label);color:var(--quiet)}}
        """;

    public static string Html(IReadOnlyList<InventoryEntry> entries, InventorySource source)
    {
        ArgumentNullException.ThrowIfNull(entries);
        ArgumentNullException.ThrowIfNull(source);
        var page = new StringBuilder(16_384 + (entries.Count * 1024));
        page.Append(CultureInfo.InvariantCulture, $"<!DOCTYPE html>\n<html lang=\"{Language}\"><head><meta charset=\"utf-8\">\n")
            .Append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n")
            .Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
            .Append(CultureInfo.InvariantCulture, $"<title>{Localized($"Certificates")}</title>\n<style>{Style}</style></head>")
            .Append(CultureInfo.InvariantCulture, $"<body>\n<h1>{Localized($"Certificates")}</h1>\n");
        Head(page, source);
        Summary(page, entries);
        Timeline(page, entries, source.ReadAt);
        Table(page, entries);
        return page.Append("</body></html>\n").ToString();
    }

    private static void Head(StringBuilder page, InventorySource source)
    {
        var site = source.Site == TencentSite.International ? Wording.Of($"international site") : Wording.Of($"China site");
        var account = source.Account is { } number ? Wording.Of($"Account {number}") : Wording.Of($"Account not known");
        page.Append(CultureInfo.InvariantCulture, $"<p id=\"source\">{Text(account)} · {Text(site)} · {Text(source.Endpoint)}</p>\n")
            .Append(CultureInfo.InvariantCulture,
                $"<p class=\"quiet\">{DateText.Minute(source.ReadAt)} · TencentCert {Text(source.Version)}</p>\n");
    }

    private static void Summary(StringBuilder page, IReadOnlyList<InventoryEntry> entries)
    {
        page.Append("<div class=\"sum\">");
        foreach (var (label, count, cssClass) in new[]
        {
            (Wording.Of($"certificates in all"), entries.Count, ""),
            (Wording.Of($"expired"), entries.Count(entry => entry.DaysLeft < 0), "past"),
            (Wording.Of($"expire within 30 days"), entries.Count(entry => entry.DaysLeft is >= 0 and <= InventoryEntry.DueDays), "soon"),
            (Wording.Of($"need something done"), entries.Count(entry => entry.Task != InventoryTask.None), ""),
            (Wording.Of($"bound in GAAP"), entries.Count(entry => entry.Use.Count > 0), ""),
            (Wording.Of($"unused in GAAP"), entries.Count(entry => entry.GaapCertificateId.Count > 0 && entry.Use.Count == 0), ""),
        })
        {
            page.Append(CultureInfo.InvariantCulture, $"<div><b class=\"{cssClass}\">{count}</b>{Text(label)}</div>");
        }

        page.Append("</div>\n");
    }

    // Expired certificates that are still bound, and certificates that expire soon.
    private static void Timeline(StringBuilder page, IReadOnlyList<InventoryEntry> entries, DateTimeOffset now)
    {
        var days = FutureDays;
        page.Append(CultureInfo.InvariantCulture, $"<h2>{Localized($"Expiring within {days} days")}</h2>\n");
        var due = entries.Where(
            entry => entry.NotAfter is { } end && (end - now).TotalDays is <= FutureDays and var left && (left >= 0 || entry.Use.Count > 0))
            .ToList();
        if (due.Count == 0)
        {
            page.Append(CultureInfo.InvariantCulture, $"<p>{Localized($"None.")}</p>\n");
            return;
        }

        Bars(page, due.Take(MaxVisibleRows), now);
        if (due.Count > MaxVisibleRows)
        {
            var hiddenRows = due.Count - MaxVisibleRows;
            page.Append(CultureInfo.InvariantCulture, $"<details><summary>{Localized($"{hiddenRows} more")}</summary>");
            Bars(page, due.Skip(MaxVisibleRows), now);
            page.Append("</details>\n");
        }
    }

    private static void Bars(StringBuilder page, IEnumerable<InventoryEntry> entries, DateTimeOffset now)
    {
        page.Append("<ol class=\"timeline\">\n");
        var today = Position(0);
        foreach (var entry in entries)
        {
            var end = Position((entry.NotAfter!.Value - now).TotalDays);
            page.Append(
                CultureInfo.InvariantCulture,
                $"<li title=\"{Text(Name(entry))}: {DateText.Day(entry.NotAfter)}\"><span class=\"name\">{Text(Name(entry))}</span>")
                .Append(CultureInfo.InvariantCulture,
                    $"<span class=\"track {CssClass(entry)}\"><i "
                    + $"style=\"left:{Math.Min(today, end):0.#}%;width:{Math.Abs(end - today):0.#}%\"></i>")
                .Append(CultureInfo.InvariantCulture,
                    $"<b style=\"left:{today:0.#}%\"></b></span><span class=\"days "
                    + $"{CssClass(entry)}\">{Localized($"{entry.DaysLeft} d")}</span></li>\n");
        }

        page.Append("</ol>\n");
    }

    private static void Table(StringBuilder page, IReadOnlyList<InventoryEntry> entries)
    {
        string[] headings =
            [.. Wording.Of($"Expires|Days left|SSL id|GAAP id|Domain|Status|What to do|Bound in GAAP").Split('|').Select(Text)];
        page.Append(
            CultureInfo.InvariantCulture,
            $"<h2>{Localized($"Certificates and where they are bound")}</h2>\n<table id=\"certificates\"><thead><tr>")
            .AppendJoin("", headings.Select(heading => $"<th>{heading}</th>")).Append("</tr></thead><tbody>\n");
        foreach (var entry in entries)
        {
            page.Append("<tr>");
            Cell(0, entry.NotAfter is null ? "–" : DateText.Day(entry.NotAfter), "end");
            Cell(1, entry.DaysLeft?.ToString(CultureInfo.InvariantCulture) ?? "–", CssClass(entry));
            Cell(2, Ids(entry.SslCertificateId), "end");
            Cell(3, Ids(entry.GaapCertificateId), "end");
            Cell(4, Text(entry.Domain).Replace(".", ".<wbr>", StringComparison.Ordinal)
                + (entry.Alias is { Length: > 0 } alias && alias != entry.Domain ? $" <span class=\"quiet\">{Text(alias)}</span>" : ""),
                    "any");
            Cell(5, Text(InventoryText.Status(entry)));
            Cell(6, Text(InventoryText.Task(entry))
                + (InventoryText.Command(entry) is { } command ? $"<br><code>{Text(command)}</code>" : ""), "any task");
            Cell(7, Uses(entry.Use), "any");
            page.Append("</tr>\n");
        }

        page.Append("</tbody></table>\n");

        // One child per cell: on a narrow screen, the label is beside it.
        void Cell(int column, string html, string cssClass = "") =>
            page.Append(
                CultureInfo.InvariantCulture, $"<td data-label=\"{headings[column]}\"><span class=\"{cssClass}\">{html}</span></td>");
    }

    private static string Ids(IReadOnlyList<string> ids) =>
        ids.Count == 0 ? "–" : string.Join("<br>", ids.Select(id => $"<code>{Text(id)}</code>"));

    private static string Uses(IReadOnlyList<GaapCertificateUse> uses)
    {
        var lines = uses.Select(use =>
            $"<li>{(use.Domain is { } domain ? Text(domain) : Localized($"(listener)"))} <code>{Text(use.ListenerId)}</code> "
            + $"{Text(InventoryText.Role(use.Role))}</li>");
        return uses.Count == 0
            ? "–"
            : $"<details><summary>{uses.Count.ToString(CultureInfo.InvariantCulture)}</summary><ul>{string.Concat(lines)}</ul></details>";
    }

    private static double Position(double days) => (Math.Clamp(days, -PastDays, FutureDays) + PastDays) * 100d / (FutureDays + PastDays);

    private static string CssClass(InventoryEntry entry) =>
        entry.DaysLeft switch { null => "", < 0 => "past", <= InventoryEntry.DueDays => "soon", _ => "fine" };

    private static string Name(InventoryEntry entry) =>
        entry.Domain ?? entry.Alias ?? entry.SslCertificateId.Concat(entry.GaapCertificateId).First();

    // Languages without a translation use English.
    private static string Language => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "zh" ? "zh" : "en";

    private static string Localized(Wording text) => Text(Wording.Of(text));

    private static string Text(string? text) => WebUtility.HtmlEncode(InventoryEntry.WithoutControlCharacters(text ?? ""))!;
}
