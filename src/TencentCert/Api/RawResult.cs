using System.Text.Json;

namespace TencentCert.Api;

/// <summary>Converts JSON as ConvertFrom-Json does, except that dates stay strings and secrets become a SecureString.</summary>
internal static class RawResult
{
    // Response members of any service that contain keys.
    private static readonly HashSet<string> SecretMembers = new(StringComparer.OrdinalIgnoreCase)
    {
        "CertificatePrivateKey", "EncryptPrivateKey", "CertificateKey", "PrivateKey", "KeyPassword", "SecretKey", "TmpSecretKey", "Token",
    };

    // PowerShell reserves these names.
    private static readonly HashSet<string> ReservedMembers = new(StringComparer.OrdinalIgnoreCase)
    {
        "psobject", "psbase", "psadapted", "psextended", "pstypenames",
    };

    /// <summary>Converts a JSON object with valid Unicode names and texts.</summary>
    public static PSObject Of(JsonElement json)
    {
        var result = new PSObject();
        foreach (var member in json.EnumerateObject())
        {
            // PowerShell's member names are case-insensitive; members with equal names stay accessible.
            var name = VisibleText.Line(member.Name);
            while (name.Length == 0 || ReservedMembers.Contains(name) || result.Properties[name] is not null)
                name += "_";

            var isSecret = SecretMembers.Contains(member.Name) && member.Value.ValueKind == JsonValueKind.String
                && member.Value.GetString() is { Length: > 0 };
            result.Properties.Add(new PSNoteProperty(name, isSecret ? SecretText.Seal(member.Value.GetString()) : Value(member.Value)));
        }

        return result;
    }

    private static object? Value(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => Of(value),
        JsonValueKind.Array => value.EnumerateArray().Select(Value).ToArray(),
        JsonValueKind.String => VisibleText.Value(value.GetString()!),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number => Number(value),
        _ => null,
    };

    private static object Number(JsonElement value) =>
        value.TryGetInt64(out var whole) ? whole
        : value.TryGetDecimal(out var exact) ? exact
        : value.GetDouble();
}
