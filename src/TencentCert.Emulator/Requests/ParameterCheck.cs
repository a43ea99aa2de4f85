using System.Text.Json;
using TencentCert.Core.Client;

namespace TencentCert.Emulator.Requests;

/// <summary>Checks a body against the published parameters: unknown, missing and wrong-typed ones are errors at every depth.</summary>
internal sealed class ParameterCheck(EmulatorSite site, Func<string, Parameter[]?> findParameters)
{
    public static void Require(JsonElement body, ApiAction action, EmulatorSite site)
    {
        if (body.ValueKind != JsonValueKind.Object)
            throw new ApiErrorException("InvalidParameter", "The request body must be a JSON object.");

        Func<string, Parameter[]?> find = action.Service.Name switch
        {
            "ssl" => SslParameters.Find,
            "gaap" => GaapParameters.Find,
            _ => StsParameters.Find,
        };
        new ParameterCheck(site, find).RequireObject(body, action.Name + "Request", path: "");
    }

    private void RequireObject(JsonElement value, string record, string path)
    {
        var parameters = findParameters(record) ?? throw new InvalidOperationException($"{record} is not defined.");
        foreach (var member in value.EnumerateObject())
        {
            var name = path + member.Name;
            var parameter = Array.Find(parameters, parameter => parameter.Name == member.Name);
            if (parameter is null || (parameter.IsChinaOnly && site == EmulatorSite.International))
                throw new ApiErrorException("UnknownParameter", $"The parameter `{name}` is not recognized.");

            if (member.Value.ValueKind == JsonValueKind.Null)
                continue;

            if (!parameter.IsList)
            {
                RequireValue(member.Value, parameter, name);
                continue;
            }

            RequireKind(member.Value.ValueKind == JsonValueKind.Array, name, "an array");
            var index = 0;
            foreach (var item in member.Value.EnumerateArray())
                RequireValue(item, parameter, $"{name}.{index++}");
        }

        foreach (var parameter in parameters)
        {
            if (parameter.IsRequired
                && (!value.TryGetProperty(parameter.Name, out var memberValue) || memberValue.ValueKind == JsonValueKind.Null))
            {
                throw new ApiErrorException("MissingParameter", $"The request is missing the required parameter `{path}{parameter.Name}`.");
            }
        }
    }

    private void RequireValue(JsonElement value, Parameter parameter, string name)
    {
        switch (parameter.Kind)
        {
            case ParameterKind.Text:
                RequireKind(value.ValueKind == JsonValueKind.String, name, "a string");
                break;
            case ParameterKind.Integer:
                RequireKind(value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _), name, "an integer");
                break;
            case ParameterKind.Flag:
                RequireKind(value.ValueKind is JsonValueKind.True or JsonValueKind.False, name, "a boolean");
                break;
            default:
                RequireKind(value.ValueKind == JsonValueKind.Object, name, "an object");
                RequireObject(value, parameter.Record!, name + ".");
                break;
        }
    }

    private static void RequireKind(bool condition, string name, string expected)
    {
        if (!condition)
            throw new ApiErrorException("InvalidParameter", $"The value of the parameter `{name}` must be {expected}.");
    }
}
