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

        switch (value.ValueKind)
        {
            case JsonValueKind.True:
                return true;
            case JsonValueKind.False:
                return false;
            case JsonValueKind.Number:
                return value.GetDouble() != 0;
            case JsonValueKind.String:
                var text = Text(value);
                return bool.TryParse(text, out var parsed) ? parsed : text is "1" ? true : text is "0" ? false : null;
            default:
                return null;
        }
    }

    /// <summary>A list of texts; null stays null in it.</summary>
    public static List<string>? Texts(this JsonElement json, ReadOnlySpan<byte> name)
    {
        if (!FindList(json, name, out var list))
            return null;

        var values = new List<string>(list.GetArrayLength());
        foreach (var item in list.EnumerateArray())
            values.Add(Text(item)!);

        return values;
    }

    /// <summary>A list of whole numbers, where null has no place and reads as 0.</summary>
    public static List<long>? Integers(this JsonElement json, ReadOnlySpan<byte> name)
    {
        if (!FindList(json, name, out var list))
            return null;

        var values = new List<long>(list.GetArrayLength());
        foreach (var item in list.EnumerateArray())
            values.Add(Integer(item) ?? 0);

        return values;
    }

    /// <summary>An object.</summary>
    public static T? Record<T>(this JsonElement json, ReadOnlySpan<byte> name)
        where T : class, IWireResponse<T> => Find(json, name, out var value) ? Record<T>(value) : null;

    /// <summary>A list of objects; null stays null in it.</summary>
    public static List<T>? Records<T>(this JsonElement json, ReadOnlySpan<byte> name)
        where T : class, IWireResponse<T>
    {
        if (!FindList(json, name, out var list))
            return null;

        var values = new List<T>(list.GetArrayLength());
        foreach (var item in list.EnumerateArray())
            values.Add(item.ValueKind == JsonValueKind.Null ? null! : Record<T>(item));

        return values;
    }

    private static bool Find(JsonElement json, ReadOnlySpan<byte> name, out JsonElement value) =>
        json.TryGetProperty(name, out value) && value.ValueKind != JsonValueKind.Null;

    private static bool FindList(JsonElement json, ReadOnlySpan<byte> name, out JsonElement list)
    {
        if (!Find(json, name, out list))
            return false;

        return list.ValueKind == JsonValueKind.Array ? true : throw new JsonException(nameof(JsonValueKind.Array));
    }

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

    private static long? Integer(JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Number:
                return value.TryGetInt64(out var number) ? number : ToWholeNumber(value.GetDouble());
            case JsonValueKind.String:
                return long.TryParse(Text(value), NumberStyles.Integer, CultureInfo.InvariantCulture, out var parsed) ? parsed : null;
            default:
                // A boolean is not a number: as 1 it could be read as an id, or as the status "issued".
                return null;
        }
    }

    // The cast of a number outside the range of long depends on the platform.
    private static long? ToWholeNumber(double number) => Math.Abs(number) < long.MaxValue && double.IsInteger(number) ? (long)number : null;
}
