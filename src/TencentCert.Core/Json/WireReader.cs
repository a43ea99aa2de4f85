using System.Globalization;
using System.Text.Json;

namespace TencentCert.Core.Json;

/// <summary>
/// Reads the members of a response. The services spell values inconsistently (a number as text, a boolean as 0 or 1, a date as
/// <c>08:00:0</c>): each spelling is read as its meaning, or as null. A list or an object has one spelling; a value of another kind
/// makes the response unreadable.
/// </summary>
internal static class WireReader
{
    /// <summary>A text; a number, boolean, list or object as it is written.</summary>
    public static string? Text(this JsonElement json, ReadOnlySpan<byte> name) => Find(json, name, out var value) ? Text(value) : null;

    /// <summary>A whole number; also from text, and with a fraction of zero.</summary>
    public static long? Integer(this JsonElement json, ReadOnlySpan<byte> name) => Find(json, name, out var value) ? Integer(value) : null;

    /// <summary>A boolean; also from a number and from text.</summary>
    public static bool? Flag(this JsonElement json, ReadOnlySpan<byte> name)
    {
        if (!Find(json, name, out var value))
            return null;

        return value.ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            JsonValueKind.Number => value.GetDouble() != 0,
            JsonValueKind.String => Text(value) switch
            {
                "1" => true,
                "0" => false,
                var text => bool.TryParse(text, out var parsed) ? parsed : null,
            },
            _ => null,
        };
    }

    /// <summary>A list of texts; null stays null in it.</summary>
    public static List<string>? Texts(this JsonElement json, ReadOnlySpan<byte> name) => List(json, name, static item => Text(item)!);

    /// <summary>A list of whole numbers, where null has no place and reads as 0.</summary>
    public static List<long>? Integers(this JsonElement json, ReadOnlySpan<byte> name) =>
        List(json, name, static item => Integer(item) ?? 0);

    public static T? Record<T>(this JsonElement json, ReadOnlySpan<byte> name)
        where T : class, IWireResponse<T> => Find(json, name, out var value) ? Record<T>(value) : null;

    /// <summary>A list of objects; null stays null in it.</summary>
    public static List<T>? Records<T>(this JsonElement json, ReadOnlySpan<byte> name)
        where T : class, IWireResponse<T> =>
        List(json, name, static item => item.ValueKind == JsonValueKind.Null ? null! : Record<T>(item));

    private static List<T>? List<T>(JsonElement json, ReadOnlySpan<byte> name, Func<JsonElement, T> read)
    {
        if (!Find(json, name, out var list))
            return null;

        if (list.ValueKind != JsonValueKind.Array)
            throw new JsonException(nameof(JsonValueKind.Array));

        var values = new List<T>(list.GetArrayLength());
        foreach (var item in list.EnumerateArray())
            values.Add(read(item));

        return values;
    }

    private static bool Find(JsonElement json, ReadOnlySpan<byte> name, out JsonElement value) =>
        json.TryGetProperty(name, out value) && value.ValueKind != JsonValueKind.Null;

    private static T Record<T>(JsonElement value)
        where T : class, IWireResponse<T> =>
        value.ValueKind == JsonValueKind.Object ? T.Read(value) : throw new JsonException(nameof(JsonValueKind.Object));

    private static string? Text(JsonElement value)
    {
        try
        {
            return value.ValueKind switch
            {
                JsonValueKind.String => VisibleText.Value(value.GetString()!),
                JsonValueKind.Null => null,
                _ => value.GetRawText(),
            };
        }
        catch (InvalidOperationException exception)
        {
            // Parsing does not decode texts: an unpaired surrogate or invalid UTF-8 is detected only here.
            throw new JsonException(nameof(JsonValueKind.String), exception);
        }
    }

    // A boolean is not a number: as 1 it could be read as an id, or as the status "issued".
    private static long? Integer(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => value.TryGetInt64(out var number) ? number : ToWholeNumber(value.GetDouble()),
        JsonValueKind.String when long.TryParse(Text(value), NumberStyles.Integer, CultureInfo.InvariantCulture, out var parsed) => parsed,
        _ => null,
    };

    // The cast of a number outside the range of long depends on the platform.
    private static long? ToWholeNumber(double number) => Math.Abs(number) < long.MaxValue && double.IsInteger(number) ? (long)number : null;
}
