using System.Text.Json;

namespace TencentCert.Core.Json;

internal static class JsonText
{
    /// <summary>The member's text; null when it is absent, not a text, or not valid Unicode.</summary>
    public static string? Of(JsonElement element, ReadOnlySpan<byte> name)
    {
        try
        {
            return element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value)
                && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            // Parsing does not decode texts and names: an unpaired surrogate or invalid UTF-8 is detected only here.
            return null;
        }
    }
}
