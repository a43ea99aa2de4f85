using System.Text.RegularExpressions;
using TencentCert.Core.Wire;

namespace TencentCert.Api;

/// <summary>Any action of any service, with JSON bodies. Metadata of declared actions (effect, busy codes, version) applies.</summary>
internal static partial class RawAction
{
    /// <summary>Services with a known version.</summary>
    public static IReadOnlyList<ApiService> KnownServices => [ApiService.Gaap, ApiService.Ssl, ApiService.Sts];

    public static IReadOnlyCollection<ApiAction> DeclaredActions(string? service) => service?.ToUpperInvariant() switch
    {
        "SSL" => All(SslActions.Table),
        "GAAP" => All(GaapActions.Table),
        _ => [],
    };

    /// <summary>The action to call.</summary>
    /// <param name="service">Service name, case-insensitive.</param>
    /// <param name="name">Action name; case-insensitive for declared actions.</param>
    /// <param name="version">Version; null for the known one.</param>
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

    private static IReadOnlyCollection<ApiAction> All(ApiTable table) => table.Actions;

    [GeneratedRegex("^(Describe|Get|List|Check|Query|Inquiry|Download)(?![a-z])")]
    private static partial Regex ReadActionPattern();
}
