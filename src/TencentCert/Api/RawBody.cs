using System.Collections;
using System.Globalization;
using System.Management.Automation.Internal;
using System.Net;
using System.Security;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace TencentCert.Api;

/// <summary>Converts a body (hashtable, object, JSON text) to the JSON object to send.</summary>
internal static class RawBody
{
    private const int MaxDepth = 32;

    /// <summary>Creates the JSON object. Names keep their case; null entries are omitted, because the services reject null.</summary>
    /// <exception cref="TencentCertException">A value cannot be sent; the message contains its path, never the value.</exception>
    public static JsonObject From(object? body) => Unwrap(body) switch
    {
        null => [],
        string text => Parse(text),
        IDictionary entries => Object(Entries(entries), "Body", 1),
        PSObject custom => Object(Entries(custom), "Body", 1),
        var other => throw Invalid($"A {other.GetType().Name} cannot be a body. Give a hashtable, an object or JSON text."),
    };

    private static JsonObject Parse(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = MaxDepth });
            if (document.RootElement.ValueKind == JsonValueKind.Object)
                return (JsonObject)Copy(document.RootElement, "Body")!;
        }
        catch (JsonException exception)
        {
            // The parser's message may quote the text, which may contain a key.
            throw Invalid($"The body is not valid JSON: line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1}.");
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException)
        {
            // An unpaired surrogate, which the parser accepts.
            throw NotUnicode("Body");
        }

        throw Invalid($"The body must be one JSON object, {{ ... }}.");
    }

    // Checks each member: the parser accepts duplicate names and invalid Unicode.
    private static JsonNode? Copy(JsonElement value, string path) => value.ValueKind switch
    {
        JsonValueKind.Object =>
            Object(value.EnumerateObject().Select(static member => KeyValuePair.Create(member.Name, member.Value)), path, Copy),
        JsonValueKind.Array => new JsonArray([.. value.EnumerateArray().Select(item => Copy(item, path + "[]"))]),
        JsonValueKind.String => JsonValue.Create(value.GetString()),
        JsonValueKind.Null => null,
        _ => JsonValue.Create(value.Clone()),
    };

    private static JsonObject Object<T>(IEnumerable<KeyValuePair<string, T>> members, string path, Func<T, string, JsonNode?> node)
    {
        var json = new JsonObject();
        foreach (var (name, value) in members)
        {
            if (name.Length == 0)
                throw Invalid($"{path} has a member without a name.");

            if (!IsUnicode(name))
                throw NotUnicode(path);

            if (!json.TryAdd(name, node(value, $"{path}.{name}")))
                throw Invalid($"{path} has the member {VisibleText.Name(name)} more than once.");
        }

        return json;
    }

    private static JsonObject Object(IEnumerable<KeyValuePair<string, object?>> entries, string path, int level)
    {
        var json = Object(entries, path, (value, itemPath) => Node(value, itemPath, level + 1));
        foreach (var (name, _) in json.Where(static member => member.Value is null).ToArray())
            json.Remove(name);

        return json;
    }

    private static JsonArray Array(IEnumerable values, string path, int level)
    {
        var json = new JsonArray();
        foreach (var value in values)
        {
            var itemPath = $"{path}[{json.Count.ToString(CultureInfo.InvariantCulture)}]";
            json.Add(Node(value, itemPath, level + 1)
                ?? throw Invalid($"{itemPath} is null; a list sent to the service cannot hold null."));
        }

        return json;
    }

    private static JsonNode? Node(object? value, string path, int level)
    {
        if (level > MaxDepth)
            throw Invalid($"The body is nested more than {MaxDepth} levels deep at {path}. Does it contain itself?");

        return Unwrap(value) switch
        {
            null => null,
            string text => IsUnicode(text) ? JsonValue.Create(text) : throw NotUnicode(path),
            char character => Node(character.ToString(), path, level),
            bool boolean => JsonValue.Create(boolean),
            SwitchParameter given => JsonValue.Create(given.IsPresent),
            Enum name => JsonValue.Create(name.ToString()),
            (byte or sbyte or short or ushort or int or uint or long) and var whole =>
                JsonValue.Create(Convert.ToInt64(whole, CultureInfo.InvariantCulture)),
            ulong number => JsonValue.Create(number),
            decimal number => JsonValue.Create(number),
            float number when float.IsFinite(number) => JsonValue.Create(number),
            double number when double.IsFinite(number) => JsonValue.Create(number),
            Uri uri => JsonValue.Create(uri.OriginalString),
            Guid id => JsonValue.Create(id.ToString()),
            SecureString secret => Node(SecretText.Reveal(secret), path, level),
            JsonNode node => Parse(new JsonObject { [nameof(Node)] = node.DeepClone() }.ToJsonString())[nameof(Node)]?.DeepClone(),
            IDictionary entries => Object(Entries(entries), path, level),
            PSObject custom => Object(Entries(custom), path, level),
            byte[] => throw Invalid($"{path} holds bytes. Give them as text in the form the action asks for, mostly Base64."),
            DateTime or DateTimeOffset => throw Invalid(
                $"{path} is a time. Actions differ in how they spell one: give it as the text or number this one asks for."),
            IEnumerable values => Array(values, path, level),
            var other => throw Invalid(
                $"{path} is a {other.GetType().Name}, which cannot be sent. Use text, numbers, booleans, lists and hashtables."),
        };
    }

    private static IEnumerable<KeyValuePair<string, object?>> Entries(IDictionary dictionary)
    {
        foreach (DictionaryEntry entry in dictionary)
            yield return KeyValuePair.Create(Convert.ToString(Unwrap(entry.Key), CultureInfo.InvariantCulture) ?? "", entry.Value);
    }

    private static IEnumerable<KeyValuePair<string, object?>> Entries(PSObject custom) =>
        custom.Properties.Where(property => property.IsGettable)
            .Select(property => KeyValuePair.Create(property.Name, (object?)property.Value));

    // Script values may be wrapped in a PSObject; only a [pscustomobject] has no base object. AutomationNull is the result of a command
    // without output.
    private static object? Unwrap(object? value) =>
        ReferenceEquals(value, AutomationNull.Value) ? null
            : value is PSObject { BaseObject: { } inner } && inner is not PSCustomObject ? inner : value;

    private static bool IsUnicode(string text)
    {
        for (var index = 0; index < text.Length; index++)
        {
            if (char.IsSurrogate(text[index]) && !(index + 1 < text.Length && char.IsSurrogatePair(text[index], text[++index])))
                return false;
        }

        return true;
    }

    private static TencentCertException NotUnicode(string path) =>
        Invalid($"{VisibleText.Line(path)} has half a surrogate pair in it, which cannot be sent.");

    private static TencentCertException Invalid(Wording message) => new(ErrorCodes.InvalidParameter, message);
}
