using System.Text.Json;
using TencentCert.Core.Client;

namespace TencentCert.Emulator.Requests;

/// <summary>Checks a body against the published parameters: unknown, missing and wrong-typed ones are errors at every depth.</summary>
internal sealed class ParameterCheck(EmulatorSite site, Func<string, Parameter[]?> findParameters)
{
    public static void Require(JsonElement body, ApiAction action, EmulatorSite site)
    {
        ApiErrorException.ThrowIf(
            body.ValueKind != JsonValueKind.Object, "InvalidParameter", "The request body must be a JSON object.");
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

        var missing = Array.Find(parameters, parameter => parameter.IsRequired
            && (!value.TryGetProperty(parameter.Name, out var member) || member.ValueKind == JsonValueKind.Null));
        ApiErrorException.ThrowIf(
            missing is not null, "MissingParameter", $"The request is missing the required parameter `{path}{missing?.Name}`.");
    }

    private void RequireValue(JsonElement value, Parameter parameter, string name)
    {
        var (isRight, expected) = parameter.Kind switch
        {
            ParameterKind.Text => (value.ValueKind == JsonValueKind.String, "a string"),
            ParameterKind.Integer => (value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _), "an integer"),
            ParameterKind.Flag => (value.ValueKind is JsonValueKind.True or JsonValueKind.False, "a boolean"),
            _ => (value.ValueKind == JsonValueKind.Object, "an object"),
        };
        RequireKind(isRight, name, expected);
        if (parameter.Kind == ParameterKind.Record)
            RequireObject(value, parameter.Record!, name + ".");
    }

    private static void RequireKind(bool condition, string name, string expected) =>
        ApiErrorException.ThrowIf(!condition, "InvalidParameter", $"The value of the parameter `{name}` must be {expected}.");
}
