using System.Globalization;
using System.Text;
using TencentCert.Core.Certificates;

namespace TencentCert.Core.Inventory;

/// <summary>
/// An inventory in Prometheus's text format, for node_exporter's textfile collector. A series is identified by store and id, so that it
/// does not change when the certificate is copied into the other store.
/// </summary>
internal static class InventoryMetrics
{
    public static string Text(IReadOnlyList<TencentCertInventoryItem> items, InventorySource source)
    {
        var text = new StringBuilder();

        // node_exporter rejects a file with a duplicate series.
        var certificates = items.DistinctBy(item => (item.Store, item.CertificateId)).ToList();
        Certificates(
            "tencentcert_certificate_expiry_timestamp_seconds", "End of the certificate's validity, in Unix seconds.",
            item => item.NotAfter?.ToUnixTimeSeconds());
        Certificates(
            "tencentcert_certificate_days_left", "Whole days left when the inventory was read; negative when expired.",
            item => item.DaysLeft);
        Certificates(
            "tencentcert_certificate_bound", "1 when GAAP uses the certificate or a copy of it, else 0.",
            item => item.Use.Count > 0 ? 1 : 0);

        var labels = new[] { ("account", source.Account), ("site", source.Site.ToString()), ("version", source.Version) };
        Family("tencentcert_inventory_timestamp_seconds", "When the inventory was read, in Unix seconds.");
        Sample("tencentcert_inventory_timestamp_seconds", labels, source.ReadAt.ToUnixTimeSeconds());
        return text.ToString();

        void Certificates(string name, string help, Func<TencentCertInventoryItem, long?> value)
        {
            Family(name, help);
            foreach (var item in certificates)
            {
                (string, string?)[] labels =
                [
                    ("store", item.Store.ToString().ToLowerInvariant()), ("certificate_id", item.CertificateId),
                    ("domain", DomainLabel(item.Domain)),
                ];
                if (value(item) is { } number)
                    Sample(name, labels, number);
            }
        }

        void Family(string name, string help) => text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {help}\n# TYPE {name} gauge\n");

        void Sample(string name, IEnumerable<(string Name, string? Value)> labels, long value) =>
            text.Append(name).Append('{').AppendJoin(',', labels.Select(label => $"{label.Name}=\"{Escaped(label.Value)}\"")).Append("} ")
                .Append(value.ToString(CultureInfo.InvariantCulture)).Append('\n');
    }

    // The stores spell international domains differently; one label joins their series.
    private static string? DomainLabel(string? domain) => DomainName.TryNormalize(domain, out var ascii, out _) ? ascii : domain;

    private static string Escaped(string? value) => (value ?? "")
        .Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)
        .Replace("\n", "\\n", StringComparison.Ordinal);
}
