using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using TencentCert.Core.Tests.Client;
using TencentCert.Core.Tests.Json;
using TencentCert.Core.Wire;

namespace TencentCert.Core.Tests.Ssl;

/// <summary>How odd a response is.</summary>
public enum Oddity
{
    /// <summary>Nothing but a RequestId.</summary>
    Empty,

    /// <summary>Every member is null.</summary>
    Null,

    /// <summary>Lists hold null, objects hold nothing.</summary>
    Hollow,

    /// <summary>Numbers no one knows, numbers as text, dates that are none, letter case turned round, empty texts.</summary>
    Strange,

    /// <summary>As strange, and every text is empty.</summary>
    Blank,

    /// <summary>As strange, with numbers of zero: nothing ever ends.</summary>
    Endless,
}

/// <summary>Answers of every shape the service's records allow, made from the records themselves.</summary>
internal static class OddAnswers
{
    /// <summary>Answers whatever action is asked for.</summary>
    public static Reply Of(Oddity oddity) => (request, connection, cancellationToken) =>
    {
        var action = SslActions.Table.Find(request.Header("X-TC-Action")!)!;
        var answer = oddity == Oddity.Empty ? [] : Object(WireJson.Members(action.ResponseType), WireJson.Options, oddity, 0);
        answer["RequestId"] = "odd-1";
        return Replies.Body(new JsonObject { ["Response"] = answer }.ToJsonString())(request, connection, cancellationToken);
    };

    private static JsonObject Object(JsonTypeInfo type, JsonSerializerOptions options, Oddity oddity, int depth)
    {
        var result = new JsonObject();
        foreach (var property in type.Properties)
        {
            result[property.Name] = Value(property.Name, property.PropertyType, options, oddity, depth);
        }

        return result;
    }

    private static JsonNode? Value(string name, Type type, JsonSerializerOptions options, Oddity oddity, int depth)
    {
        if (oddity == Oddity.Null)
        {
            return null;
        }

        var isList = type.IsGenericType && type.GetGenericTypeDefinition() == typeof(List<>);
        var element = isList ? type.GetGenericArguments()[0] : Nullable.GetUnderlyingType(type) ?? type;
        if (isList)
        {
            return oddity == Oddity.Hollow
                ? new JsonArray((JsonNode?)null)
                : new JsonArray(null, Item(name, element, options, oddity, depth), Item(name, element, options, oddity, depth));
        }

        return Item(name, element, options, oddity, depth);
    }

    private static JsonNode? Item(string name, Type element, JsonSerializerOptions options, Oddity oddity, int depth)
    {
        if (element == typeof(string))
        {
            return oddity switch
            {
                Oddity.Hollow => null,
                Oddity.Blank => "",
                _ when name.Contains("Time", StringComparison.Ordinal) || name == "CreatedOn" => "2024-11-27 08:00:0x",
                _ when name is "TaskId" or "CertId" or "CertificateId" => "odd00001",
                _ when name is "DvAuthVerifyType" or "VerifyType" => "dns_Auto",
                _ => "oDD",
            };
        }

        if (element == typeof(long))
        {
            return oddity switch { Oddity.Hollow => null, Oddity.Endless => "0", Oddity.Blank => "", _ => "99" };
        }

        if (element == typeof(bool))
        {
            return oddity switch { Oddity.Hollow => null, Oddity.Blank => "", _ => "1" };
        }

        return oddity == Oddity.Hollow || depth > 6 ? new JsonObject() : Object(options.GetTypeInfo(element), options, oddity, depth + 1);
    }
}
