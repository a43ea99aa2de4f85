using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Internal;
using System.Net;
using System.Security;
using System.Text.Json;
using System.Text.Json.Nodes;
using TencentCert.Core.Errors;
using TencentCert.Core.Strings;

namespace TencentCert.Api;

/// <summary>Turns what users write as a body (hashtable, object, JSON text) into the JSON object that is sent.</summary>
internal static class RawBody
{
    private const int DeepestLevel = 32;

    /// <summary>The JSON object. Names keep their case; entries without a value are left out, for the services refuse null.</summary>
    /// <exception cref="TencentCertException">Something in it cannot be sent; the message says where, never what.</exception>
    public static JsonObject From(object? body) => Unwrap(body) switch
    {
        null => [],
        string text => Parse(text),
        IDictionary entries => Object(Entries(entries), "Body", 1),
        PSObject custom => Object(Entries(custom), "Body", 1),
        var other => throw Refused($"A {other.GetType().Name} cannot be a body. Give a hashtable, an object or JSON text."),
    };

    private static JsonObject Parse(string text)
    {
        try
        {
            if (JsonNode.Parse(text, documentOptions: new JsonDocumentOptions { MaxDepth = DeepestLevel }) is JsonObject parsed)
            {
                return parsed;
            }
        }
        catch (JsonException problem)
        {
            // The parser's own message may quote the text, and the text may hold a key.
            throw Refused($"The body is not valid JSON: line {problem.LineNumber + 1}, byte {problem.BytePositionInLine + 1}.");
        }

        throw Refused($"The body must be one JSON object, {{ ... }}.");
    }

    private static JsonObject Object(IEnumerable<KeyValuePair<string, object?>> entries, string path, int level)
    {
        var json = new JsonObject();
        foreach (var (name, value) in entries)
        {
            if (Node(value, $"{path}.{name}", level + 1) is { } node)
            {
                json[name] = node;
            }
        }

        return json;
    }

    private static JsonArray Array(IEnumerable values, string path, int level)
    {
        var json = new JsonArray();
        foreach (var value in values)
        {
            var place = $"{path}[{json.Count.ToString(CultureInfo.InvariantCulture)}]";
            json.Add(Node(value, place, level + 1) ?? throw Refused($"{place} is null; a list sent to the service cannot hold null."));
        }

        return json;
    }

    private static JsonNode? Node(object? value, string path, int level)
    {
        if (level > DeepestLevel)
        {
            throw Refused($"The body is nested more than {DeepestLevel} levels deep at {path}. Does it contain itself?");
        }

        return Unwrap(value) switch
        {
            null => null,
            string text => JsonValue.Create(text),
            char character => JsonValue.Create(character.ToString()),
            bool truth => JsonValue.Create(truth),
            SwitchParameter given => JsonValue.Create(given.IsPresent),
            Enum name => JsonValue.Create(name.ToString()),
            (byte or sbyte or short or ushort or int or uint or long) and var whole => JsonValue.Create(Convert.ToInt64(whole, CultureInfo.InvariantCulture)),
            ulong number => JsonValue.Create(number),
            decimal number => JsonValue.Create(number),
            float number when float.IsFinite(number) => JsonValue.Create(number),
            double number when double.IsFinite(number) => JsonValue.Create(number),
            Uri uri => JsonValue.Create(uri.OriginalString),
            Guid id => JsonValue.Create(id.ToString()),
            SecureString secret => JsonValue.Create(new NetworkCredential("", secret).Password),
            JsonNode node => node.DeepClone(),
            IDictionary entries => Object(Entries(entries), path, level),
            PSObject custom => Object(Entries(custom), path, level),
            byte[] => throw Refused($"{path} holds bytes. Give them as text in the form the action asks for, mostly Base64."),
            DateTime or DateTimeOffset => throw Refused(
                $"{path} is a time. Actions differ in how they spell one: give it as the text or number this one asks for."),
            IEnumerable values => Array(values, path, level),
            var other => throw Refused(
                $"{path} is a {other.GetType().Name}, which cannot be sent. Use text, numbers, booleans, lists and hashtables."),
        };
    }

    private static IEnumerable<KeyValuePair<string, object?>> Entries(IDictionary dictionary)
    {
        foreach (DictionaryEntry entry in dictionary)
        {
            yield return KeyValuePair.Create(Convert.ToString(Unwrap(entry.Key), CultureInfo.InvariantCulture) ?? "", entry.Value);
        }
    }

    private static IEnumerable<KeyValuePair<string, object?>> Entries(PSObject custom) =>
        custom.Properties.Where(property => property.IsGettable).Select(property => KeyValuePair.Create(property.Name, (object?)property.Value));

    // Anything from a script may come wrapped; only a [pscustomobject] has nothing inside, and what a command that wrote nothing leaves is no object at all.
    private static object? Unwrap(object? value) =>
        ReferenceEquals(value, AutomationNull.Value) ? null : value is PSObject { BaseObject: { } inner } && inner is not PSCustomObject ? inner : value;

    private static TencentCertException Refused(Wording message) => new(ErrorCodes.InvalidParameter, message);
}
