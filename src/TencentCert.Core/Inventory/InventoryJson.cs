using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace TencentCert.Core.Inventory;

/// <summary>An inventory as a JSON array: an object a certificate, names for enums, times in UTC.</summary>
internal static class InventoryJson
{
    private static readonly JsonWriterOptions Options = new() { Indented = true, Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <summary>The whole file.</summary>
    public static string Text(IReadOnlyList<InventoryEntry> entries)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Options))
        {
            json.WriteStartArray();
            foreach (var entry in entries)
                Write(json, entry);

            json.WriteEndArray();
        }

        return System.Text.Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }

    private static void Write(Utf8JsonWriter json, InventoryEntry entry)
    {
        json.WriteStartObject();
        WriteList(json, "SslCertificateId", entry.SslCertificateId);
        WriteList(json, "GaapCertificateId", entry.GaapCertificateId);
        json.WriteString("Domain", entry.Domain);
        json.WriteString("Alias", entry.Alias);
        json.WriteString("Status", entry.Status);
        json.WriteString("Kind", entry.Kind);
        WriteTime(json, "NotBefore", entry.NotBefore);
        WriteTime(json, "NotAfter", entry.NotAfter);
        if (entry.DaysLeft is { } days)
            json.WriteNumber("DaysLeft", days);
        else
            json.WriteNull("DaysLeft");

        json.WriteBoolean("IsFree", entry.IsFree);
        json.WriteBoolean("IsUploaded", entry.IsUploaded);
        json.WriteString("Successor", entry.Successor);
        json.WriteString("Task", entry.Task.ToString());
        json.WriteStartArray("Use");
        foreach (var use in entry.Use)
        {
            json.WriteStartObject();
            json.WriteString("CertificateId", use.CertificateId);
            json.WriteString("ProxyId", use.ProxyId);
            json.WriteString("GroupId", use.GroupId);
            json.WriteString("ListenerId", use.ListenerId);
            json.WriteString("Domain", use.Domain);
            json.WriteString("Role", use.Role.ToString());
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteList(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
            json.WriteStringValue(value);

        json.WriteEndArray();
    }

    private static void WriteTime(Utf8JsonWriter json, string name, DateTimeOffset? moment)
    {
        if (moment is { } time)
            json.WriteString(name, time.UtcDateTime);
        else
            json.WriteNull(name);
    }
}
