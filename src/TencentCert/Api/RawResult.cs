using System.Management.Automation;
using System.Text.Json;
using System.Text.Json.Nodes;
using TencentCert.Core.Errors;
using TencentCert.Core.Client;

namespace TencentCert.Api;

/// <summary>
/// Turns JSON into PowerShell's objects as ConvertFrom-Json does, except that texts stay texts (a date in one is not
/// guessed at) and secrets come sealed.
/// </summary>
internal static class RawResult
{
    // Members of any service's answers that are keys.
    private static readonly HashSet<string> Secrets = new(StringComparer.OrdinalIgnoreCase)
    {
        "CertificatePrivateKey", "EncryptPrivateKey", "CertificateKey", "PrivateKey", "KeyPassword", "SecretKey", "TmpSecretKey", "Token",
    };

    /// <summary>The object.</summary>
    public static PSObject Of(JsonObject json)
    {
        var result = new PSObject();
        foreach (var (name, value) in json)
        {
            // PowerShell's names have no case; two that differ only in it both stay reachable.
            var free = name;
            while (result.Properties[free] is not null)
            {
                free += "_";
            }

            result.Properties.Add(new PSNoteProperty(free, Secrets.Contains(name) && Text(value) is { Length: > 0 } secret ? SecretText.Seal(secret) : Value(value)));
        }

        return result;
    }

    private static string? Text(JsonNode? node) => node?.GetValueKind() == JsonValueKind.String ? node.GetValue<string>() : null;

    private static object? Value(JsonNode? node) => node switch
    {
        null => null,
        JsonObject json => Of(json),
        JsonArray values => values.Select(Value).ToArray(),
        _ => node.GetValueKind() switch
        {
            JsonValueKind.String => node.GetValue<string>(),
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => Number(node.AsValue()),
        },
    };

    private static object Number(JsonValue value) =>
        value.TryGetValue(out long whole) ? whole
        : value.TryGetValue(out decimal exact) ? exact
        : value.GetValue<double>();
}
