using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using TencentCert.Core.Json;
using TencentCert.Core.Wire;

namespace TencentCert.Api;

/// <summary>Any action of any service, with JSON bodies. Metadata of declared actions (effect, busy codes, version) applies.</summary>
internal static partial class RawAction
{
    public static IReadOnlyList<ApiService> KnownServices => [ApiService.Gaap, ApiService.Ssl, ApiService.Sts];

    public static IReadOnlyCollection<ApiAction> DeclaredActions(string? service) => service?.ToUpperInvariant() switch
    {
        "SSL" => SslActions.Table.Actions,
        "GAAP" => GaapActions.Table.Actions,
        _ => [],
    };

    /// <summary>The action to call; the names are case-insensitive, and a null version is the known one.</summary>
    /// <exception cref="TencentCertException">The version of an unknown service is missing.</exception>
    public static ApiAction<RawRequest, RawResponse> Of(string service, string name, string? version)
    {
        var known = KnownServices.FirstOrDefault(candidate => string.Equals(candidate.Name, service, StringComparison.OrdinalIgnoreCase));
        if (known is null && version is null)
        {
            throw new TencentCertException(ErrorCodes.InvalidParameter,
                $"The version of service '{service}' is not known here. Give -Version, such as 2019-12-05, from the service's API page.");
        }

        // Service names are lower-case in signature and host.
#pragma warning disable CA1308
        var target = known is null
            ? new ApiService(service.ToLowerInvariant(), version!)
            : known with { Version = version ?? known.Version };
#pragma warning restore CA1308
        var declared = DeclaredActions(service)
            .FirstOrDefault(action => string.Equals(action.Name, name, StringComparison.OrdinalIgnoreCase));
        return new ApiAction<RawRequest, RawResponse>(target, declared?.Name ?? name, declared?.Effect ?? EffectByName(name))
        {
            BusyCodes = declared?.BusyCodes ?? [],
            ChinaOnly = declared?.ChinaOnly ?? false,
            ChinaOnlyParameters = declared?.ChinaOnlyParameters ?? [],
        };
    }

    // An undeclared action is retried only if its name denotes a read.
    private static ActionEffect EffectByName(string name) => ReadActionPattern().IsMatch(name) ? ActionEffect.Read : ActionEffect.Once;

    [GeneratedRegex("^(Describe|Get|List|Check|Query|Inquiry|Download)(?![a-z])")]
    private static partial Regex ReadActionPattern();
}

/// <summary>A request without a wire record.</summary>
internal sealed class RawRequest(JsonObject body) : IWireRequest
{
    public void Write(Utf8JsonWriter json) => body.WriteTo(json);
}

/// <summary>A response without a wire record: its body, without the envelope.</summary>
internal sealed record RawResponse(JsonElement Body) : IWireResponse<RawResponse>
{
    public static RawResponse Read(JsonElement json)
    {
        // Decodes all names and texts here, so that invalid Unicode is reported as an unreadable response.
        Visit(json);
        return new RawResponse(json.Clone());
    }

    private static void Visit(JsonElement json)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in json.EnumerateObject())
                {
                    _ = member.Name;
                    Visit(member.Value);
                }

                break;
            case JsonValueKind.Array:
                foreach (var item in json.EnumerateArray())
                    Visit(item);

                break;
            case JsonValueKind.String:
                _ = json.GetString();
                break;
        }
    }
}
