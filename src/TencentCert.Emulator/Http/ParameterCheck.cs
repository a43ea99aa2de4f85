using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using TencentCert.Core.Client;

namespace TencentCert.Emulator.Http;

/// <summary>Holds a body against the declared request record: surplus, missing and wrong-typed parameters are errors, at every depth.</summary>
internal static class ParameterCheck
{
    public static void Require(JsonElement body, ApiAction action, EmulatorSite site)
    {
        if (body.ValueKind != JsonValueKind.Object)
        {
            throw new ApiErrorException("InvalidParameter", "The request body must be a JSON object.");
        }

        if (site == EmulatorSite.International && action.ChinaOnlyParameters.FirstOrDefault(name => body.TryGetProperty(name, out _)) is { } surplus)
        {
            throw Unknown(surplus);
        }

        RequireObject(body, WireJson.Of(action.RequestType), path: "");
    }

    private static void RequireObject(JsonElement value, JsonTypeInfo type, string path)
    {
        foreach (var member in value.EnumerateObject())
        {
            var name = path + member.Name;
            var property = type.Properties.FirstOrDefault(property => property.Name == member.Name) ?? throw Unknown(name);
            if (member.Value.ValueKind != JsonValueKind.Null)
            {
                RequireValue(member.Value, property.PropertyType, name);
            }
        }

        foreach (var property in type.Properties)
        {
            if (property.IsRequired && (!value.TryGetProperty(property.Name, out var given) || given.ValueKind == JsonValueKind.Null))
            {
                throw new ApiErrorException("MissingParameter", $"The request is missing the required parameter `{path}{property.Name}`.");
            }
        }
    }

    private static void RequireValue(JsonElement value, Type type, string name)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        if (plain == typeof(string))
        {
            Require(value.ValueKind == JsonValueKind.String, name, "a string");
        }
        else if (plain == typeof(long))
        {
            Require(value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _), name, "an integer");
        }
        else if (plain == typeof(double))
        {
            Require(value.ValueKind == JsonValueKind.Number, name, "a number");
        }
        else if (plain == typeof(bool))
        {
            Require(value.ValueKind is JsonValueKind.True or JsonValueKind.False, name, "a boolean");
        }
        else if (plain.IsGenericType && plain.GetGenericTypeDefinition() == typeof(List<>))
        {
            Require(value.ValueKind == JsonValueKind.Array, name, "an array");
            var index = 0;
            foreach (var element in value.EnumerateArray())
            {
                RequireValue(element, plain.GetGenericArguments()[0], $"{name}.{index++}");
            }
        }
        else
        {
            Require(value.ValueKind == JsonValueKind.Object, name, "an object");
            RequireObject(value, WireJson.Of(plain), name + ".");
        }
    }

    private static void Require(bool condition, string name, string expected)
    {
        if (!condition)
        {
            throw new ApiErrorException("InvalidParameter", $"The value of the parameter `{name}` must be {expected}.");
        }
    }

    private static ApiErrorException Unknown(string name) => new("UnknownParameter", $"The parameter `{name}` is not recognized.");
}
