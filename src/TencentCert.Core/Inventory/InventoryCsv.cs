using System.Globalization;
using System.Text;

namespace TencentCert.Core.Inventory;

/// <summary>An inventory as comma-separated values (RFC 4180): a row a certificate, lists as "a; b", times in UTC.</summary>
internal static class InventoryCsv
{
    private static readonly (string Name, Func<InventoryEntry, string?> Value)[] Columns =
    [
        ("SslCertificateId", entry => List(entry.SslCertificateId)),
        ("GaapCertificateId", entry => List(entry.GaapCertificateId)),
        ("Domain", entry => entry.Domain),
        ("Alias", entry => entry.Alias),
        ("Status", entry => entry.Status),
        ("Kind", entry => entry.Kind),
        ("NotBefore", entry => Time(entry.NotBefore)),
        ("NotAfter", entry => Time(entry.NotAfter)),
        ("DaysLeft", entry => entry.DaysLeft?.ToString(CultureInfo.InvariantCulture)),
        ("IsFree", entry => entry.IsFree ? "True" : "False"),
        ("IsUploaded", entry => entry.IsUploaded ? "True" : "False"),
        ("Successor", entry => entry.Successor),
        ("Task", entry => entry.Task.ToString()),
        ("UseCount", entry => entry.Use.Count.ToString(CultureInfo.InvariantCulture)),
        ("Use", entry => List(entry.Use)),
    ];

    public static string Text(IReadOnlyList<InventoryEntry> entries)
    {
        var text = new StringBuilder(string.Join(',', Columns.Select(column => column.Name))).Append("\r\n");
        foreach (var entry in entries)
            text.AppendJoin(',', Columns.Select(column => Field(column.Value(entry), column.Name == "DaysLeft"))).Append("\r\n");

        return text.ToString();
    }

    private static string List<T>(IEnumerable<T> values) => string.Join("; ", values);

    private static string? Time(DateTimeOffset? moment) =>
        moment?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    // A spreadsheet would execute a name that begins like a formula.
    private static string Field(string? value, bool isNumber)
    {
        var text = value ?? "";
        if (!isNumber && text.Length > 0 && "=+-@\t\r".Contains(text[0], StringComparison.Ordinal))
            text = "'" + text;

        return text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
