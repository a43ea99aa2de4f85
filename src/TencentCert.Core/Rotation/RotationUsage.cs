using TencentCert.Core.Gaap;
using TencentCert.Core.Ssl;

namespace TencentCert.Core.Rotation;

/// <summary>Number of bindings of one kind.</summary>
/// <param name="Kind">Kind for display: <c>GAAP</c>, or a resource type's title such as <c>CLB</c>. The newer global accelerator is
/// <c>GA2</c>.</param>
/// <param name="ResourceType">Type in the SSL service's spelling; null for GAAP.</param>
/// <param name="Count">Number of bindings.</param>
/// <param name="Name">Names of the bindings.</param>
public sealed record RotationUsage(string Kind, string? ResourceType, int Count, IReadOnlyList<string> Name)
{
    /// <summary>Kind of GAAP's listeners and domains.</summary>
    public const string GaapKind = "GAAP";

    /// <inheritdoc />
    public override string ToString() => $"{Count} {Kind}";

    /// <summary>Counts bindings by kind, GAAP first, then in the order of the types.</summary>
    internal static RotationUsage[] Of(IReadOnlyCollection<GaapCertificateUse> gaap, IReadOnlyCollection<SslCertificateBinding> resources)
    {
        var types = SslResourceType.All.Select(type => type.Name).ToList();
        RotationUsage[] inGaap = gaap.Count == 0 ? [] : [new(GaapKind, null, gaap.Count, gaap.Select(NameOf).ToArray())];
        return
        [
            .. inGaap,
            .. resources.GroupBy(resource => resource.ResourceType)
                .OrderBy(kind => types.IndexOf(kind.Key) is >= 0 and var place ? place : int.MaxValue)
                .Select(kind => new RotationUsage(
                    SslResourceType.Of(kind.Key).Title, kind.Key, kind.Count(), kind.Select(NameOf).ToArray())),
        ];
    }

    internal static string NameOf(GaapCertificateUse use) => NameOf(use.ListenerId, use.Domain, use.Role);

    /// <summary><c>domain@listener</c>, or the listener's id; with the role unless it is a server certificate.</summary>
    internal static string NameOf(string listenerId, string? domain, GaapCertificateRole role) =>
        (domain is null ? listenerId : $"{domain}@{listenerId}") + (role == GaapCertificateRole.Server ? "" : $" ({role})");

    internal static string NameOf(SslCertificateBinding resource) =>
        resource.Instance ?? resource.InstanceId ?? string.Join(',', resource.Domain);
}
