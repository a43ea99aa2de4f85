using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;

namespace TencentCert.Core.Inventory;

/// <summary>An inventory as a JSON array: an object a certificate, names for enums, times in UTC.</summary>
internal static class InventoryJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        WriteIndented = true, Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    };

    public static string Text(IReadOnlyList<InventoryEntry> entries) => List(entries.Select(ToObject)).ToJsonString(Options) + "\n";

    private static JsonObject ToObject(InventoryEntry entry) => new()
    {
        ["SslCertificateId"] = List(entry.SslCertificateId.Select(id => JsonValue.Create(id))),
        ["GaapCertificateId"] = List(entry.GaapCertificateId.Select(id => JsonValue.Create(id))),
        ["Domain"] = entry.Domain,
        ["Alias"] = entry.Alias,
        ["Status"] = entry.Status,
        ["Kind"] = entry.Kind,
        ["NotBefore"] = entry.NotBefore?.UtcDateTime,
        ["NotAfter"] = entry.NotAfter?.UtcDateTime,
        ["DaysLeft"] = entry.DaysLeft,
        ["IsFree"] = entry.IsFree,
        ["IsUploaded"] = entry.IsUploaded,
        ["Successor"] = entry.Successor,
        ["Task"] = entry.Task.ToString(),
        ["Use"] = List(entry.Use.Select(use => new JsonObject
        {
            ["CertificateId"] = use.CertificateId,
            ["ProxyId"] = use.ProxyId,
            ["GroupId"] = use.GroupId,
            ["ListenerId"] = use.ListenerId,
            ["Domain"] = use.Domain,
            ["Role"] = use.Role.ToString(),
        })),
    };

    private static JsonArray List(IEnumerable<JsonNode> items) => [.. items];
}
