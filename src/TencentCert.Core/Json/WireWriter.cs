using System.Text.Json;

namespace TencentCert.Core.Json;

/// <summary>Writes the members of a request; null is left out.</summary>
internal static class WireWriter
{
    public static void Text(this Utf8JsonWriter json, ReadOnlySpan<byte> name, string? value)
    {
        if (value is not null)
            json.WriteString(name, value);
    }

    public static void Integer(this Utf8JsonWriter json, ReadOnlySpan<byte> name, long? value)
    {
        if (value is { } number)
            json.WriteNumber(name, number);
    }

    public static void Flag(this Utf8JsonWriter json, ReadOnlySpan<byte> name, bool? value)
    {
        if (value is { } flag)
            json.WriteBoolean(name, flag);
    }

    public static void Texts(this Utf8JsonWriter json, ReadOnlySpan<byte> name, List<string>? values) =>
        Array(json, name, values, static (json, value) => json.WriteStringValue(value));

    public static void Integers(this Utf8JsonWriter json, ReadOnlySpan<byte> name, List<long>? values) =>
        Array(json, name, values, static (json, value) => json.WriteNumberValue(value));

    public static void Record(this Utf8JsonWriter json, ReadOnlySpan<byte> name, IWireRequest? value)
    {
        if (value is not null)
        {
            json.WritePropertyName(name);
            value.Write(json);
        }
    }

    public static void Records(this Utf8JsonWriter json, ReadOnlySpan<byte> name, IEnumerable<IWireRequest>? values) =>
        Array(json, name, values, static (json, value) => value.Write(json));

    private static void Array<T>(Utf8JsonWriter json, ReadOnlySpan<byte> name, IEnumerable<T>? values, Action<Utf8JsonWriter, T> write)
    {
        if (values is not null)
        {
            json.WriteStartArray(name);
            foreach (var value in values)
                write(json, value);

            json.WriteEndArray();
        }
    }
}
