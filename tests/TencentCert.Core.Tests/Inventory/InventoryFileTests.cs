using System.Text.Json;
using System.Text.RegularExpressions;
using TencentCert.Core.Errors;
using TencentCert.Core.Inventory;

namespace TencentCert.Core.Tests.Inventory;

/// <summary>Machine-readable inventories: CSV, JSON and metrics.</summary>
public sealed partial class InventoryFileTests
{
    private static readonly TencentCertInventoryItem[] Items =
    [
        InventorySamples.Ssl("a91hoLqi", 9, domain: "a\"b\\c,\nd") with { Alias = "=1+1", SameAs = ["cert-1", "cert-2"] },
        InventorySamples.Gaap("cert-1", 9, 2) with { SameAs = ["a91hoLqi"] },
        InventorySamples.Ssl("order123", null, "Reviewing"),
    ];

    [Theory]
    [InlineData("a.HTML", InventoryFormat.Html)]
    [InlineData("a.htm", InventoryFormat.Html)]
    [InlineData("a.csv", InventoryFormat.Csv)]
    [InlineData("a.json", InventoryFormat.Json)]
    [InlineData("a.prom", InventoryFormat.Prometheus)]
    public void The_file_extension_selects_the_format(string path, InventoryFormat expected) =>
        Assert.Equal(expected, InventoryFile.FormatOf(path));

    [Theory]
    [InlineData("a.txt")]
    [InlineData("a")]
    public void An_unknown_file_extension_is_refused(string path) =>
        Assert.Equal(ErrorCodes.InvalidParameter, Assert.Throws<TencentCertException>(() => InventoryFile.FormatOf(path)).Code);

    [Fact]
    public void CSV_contains_lists_as_text_and_no_formula()
    {
        var lines = InventoryFile.Text(InventoryFormat.Csv, Items, InventorySamples.Source).Split("\r\n");
        Assert.Equal(
            "SslCertificateId,GaapCertificateId,Domain,Alias,Status,Kind,NotBefore,NotAfter,DaysLeft,IsFree,IsUploaded,Successor,Task,UseCount,Use", lines[0]);
        Assert.Equal(
            "a91hoLqi,cert-1; cert-2,\"a\"\"b\\c, d\",'=1+1,Issued,,,2026-12-01T00:00:00Z,9,False,False,,Reissue,2,"
            + "\"site1.example.com (listener-web00001, Server); site2.example.com (listener-web00002, Server)\"",
            lines[1]);
        Assert.StartsWith("order123,,www.example.com,,Reviewing,", lines[2], StringComparison.Ordinal);
        Assert.Equal(4, lines.Length);
    }

    [Fact]
    public void JSON_contains_enum_names_and_UTC_times()
    {
        using var json = JsonDocument.Parse(InventoryFile.Text(InventoryFormat.Json, Items, InventorySamples.Source));
        var first = json.RootElement[0];
        Assert.Equal("cert-2", first.GetProperty("GaapCertificateId")[1].GetString());
        Assert.Equal("Reissue", first.GetProperty("Task").GetString());
        Assert.Equal("2026-12-01T00:00:00Z", first.GetProperty("NotAfter").GetString());
        Assert.Equal("Server", first.GetProperty("Use")[0].GetProperty("Role").GetString());
        Assert.Equal(JsonValueKind.Null, json.RootElement[1].GetProperty("DaysLeft").ValueKind);
    }

    [Fact]
    public void Metrics_have_one_series_per_certificate_and_escaped_labels()
    {
        var lines = InventoryFile.Text(InventoryFormat.Prometheus, [.. Items, Items[1]], InventorySamples.Source).TrimEnd('\n').Split('\n');
        Assert.All(lines, line => Assert.Matches(Line(), line));
        Assert.Contains(
            "tencentcert_certificate_expiry_timestamp_seconds{store=\"ssl\",certificate_id=\"a91hoLqi\",domain=\"a\\\"b\\\\c,\\nd\"} 1796083200", lines);
        Assert.Contains("tencentcert_certificate_days_left{store=\"gaap\",certificate_id=\"cert-1\",domain=\"www.example.com\"} 9", lines);
        Assert.Contains("tencentcert_certificate_bound{store=\"gaap\",certificate_id=\"cert-1\",domain=\"www.example.com\"} 1", lines);
        Assert.Contains("tencentcert_certificate_bound{store=\"ssl\",certificate_id=\"order123\",domain=\"www.example.com\"} 0", lines);
        Assert.Contains(
            "tencentcert_inventory_timestamp_seconds{account=\"100000000001\",site=\"China\",version=\"1.2.3\"} 1795305600", lines);
        Assert.DoesNotContain(
            lines, line => line.Contains("days_left{store=\"ssl\",certificate_id=\"order123\"", StringComparison.Ordinal));
        Assert.Equal(lines.Length, lines.Distinct().Count());

        // Each metric family is declared once, before its samples, as the format requires.
        Assert.Equal(
            ["tencentcert_certificate_expiry_timestamp_seconds", "tencentcert_certificate_days_left", "tencentcert_certificate_bound",
                "tencentcert_inventory_timestamp_seconds"],
            lines.Where(line => line.StartsWith("# TYPE", StringComparison.Ordinal)).Select(line => line.Split(' ')[2]));
    }

    [Theory]
    [InlineData("例子.example.com")]
    [InlineData("xn--fsqu00a.Example.com")]
    public void An_international_name_is_written_in_punycode_in_metrics(string domain)
    {
        var text = InventoryFile.Text(InventoryFormat.Prometheus, [Items[1] with { Domain = domain }], InventorySamples.Source);
        Assert.Contains(",domain=\"xn--fsqu00a.example.com\"} ", text, StringComparison.Ordinal);
        Assert.DoesNotContain("例子", text, StringComparison.Ordinal);
    }

    [GeneratedRegex("""^(# HELP [a-z_]+ [^\n]+|# TYPE [a-z_]+ gauge|[a-z_]+\{([a-z_]+="([^"\\\n]|\\[\\"n])*",?)*\} -?\d+)$""")]
    private static partial Regex Line();
}
