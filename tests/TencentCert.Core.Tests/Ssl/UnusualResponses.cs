using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using TencentCert.Core.Tests.Client;
using TencentCert.Core.Tests.Json;
using TencentCert.Core.Wire;

namespace TencentCert.Core.Tests.Ssl;

/// <summary>How a response deviates from the usual form.</summary>
public enum Oddity
{
    /// <summary>Only a RequestId.</summary>
    Empty,

    /// <summary>Every member is null.</summary>
    Null,

    /// <summary>Lists contain null, and objects are empty.</summary>
    Hollow,

    /// <summary>Unknown numbers, numbers as text, invalid dates, inverted letter case, empty texts.</summary>
    Strange,

    /// <summary>As in Strange, and every text is empty.</summary>
    Blank,

    /// <summary>As in Strange, with every number zero, so that no operation completes.</summary>
    Endless,
}

/// <summary>Responses of every form that the records of the service allow, generated from the records.</summary>
internal static class UnusualResponses
{
    /// <summary>Responds to any action.</summary>
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
            result[property.Name] = Value(property.Name, property.PropertyType, options, oddity, depth);

        return result;
    }

    private static JsonNode? Value(string name, Type type, JsonSerializerOptions options, Oddity oddity, int depth)
    {
        if (oddity == Oddity.Null)
            return null;

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
            return oddity switch { Oddity.Hollow => null, Oddity.Endless => "0", Oddity.Blank => "", _ => "99" };

        if (element == typeof(bool))
            return oddity switch { Oddity.Hollow => null, Oddity.Blank => "", _ => "1" };

        return oddity == Oddity.Hollow || depth > 6 ? new JsonObject() : Object(options.GetTypeInfo(element), options, oddity, depth + 1);
    }
}
