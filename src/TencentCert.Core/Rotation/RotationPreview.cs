using TencentCert.Core.Gaap;
using TencentCert.Core.Ssl;

namespace TencentCert.Core.Rotation;

/// <summary>A change as shown in a confirmation prompt.</summary>
/// <param name="Target">What would be changed.</param>
/// <param name="Action">The operation.</param>
public sealed record RotationChange(string Target, string Action);

/// <summary>Every change of a rotation, one by one.</summary>
public static class RotationPreview
{
    /// <summary>The changes for one certificate, in their order.</summary>
    /// <param name="item">Certificate that is due.</param>
    /// <param name="options">How it would be executed.</param>
    public static IEnumerable<RotationChange> Of(RotationPlanItem item, RotationOptions options)
    {
        ArgumentNullException.ThrowIfNull(item);
        ArgumentNullException.ThrowIfNull(options);
        if (item.Action == RotationAction.Manual)
            return [];

        var gaap = options.Scope == RotationScope.Resources ? [] : Bindings(item).ToList();
        var resources = options.Scope == RotationScope.Gaap ? [] : item.Resource;
        var successor = item.Successor ?? Wording.Of($"the successor of {item.CertificateId}");
        return
        [
            .. Order(item, options),
            .. item.Current.Count > 0 ? [] : gaap.Select(use => use.Role).Distinct().Select(_ =>
                new RotationChange(Wording.Of($"GAAP's certificate store"), Wording.Of($"Import {successor} ({"CreateCertificate"})"))),
            .. gaap.Select(use => new RotationChange(
                Target(use, item), Wording.Of($"Bind {successor} in place of {use.CertificateId} ({ActionOf(use)})"))),
            .. resources.Select(resource => new RotationChange(
                $"{SslResourceType.Of(resource.ResourceType).Title} "
                + $"{RotationUsage.NameOf(resource)}{SslResourceSummary.Domains([resource])}",
                Wording.Of($"Deploy {successor} in place of {resource.CertificateId} ({"UpdateCertificateInstance"})"))),
            .. options.RemoveOld ? Removals(item, options, gaap) : [],
        ];
    }

    /// <summary>The changes for one certificate in one line.</summary>
    /// <param name="item">Certificate that is due.</param>
    /// <param name="options">How it would be executed.</param>
    public static RotationChange Summary(RotationPlanItem item, RotationOptions options)
    {
        ArgumentNullException.ThrowIfNull(item);
        ArgumentNullException.ThrowIfNull(options);
        var gaap = InGaap(options.Scope == RotationScope.Resources ? 0 : Bindings(item).Count());
        var resources = Resources(options.Scope == RotationScope.Gaap ? 0 : item.Resource.Count);
        return new RotationChange(Display(item), item.Action switch
        {
            RotationAction.Reissue =>
                Wording.Of($"Reissue it with {options.ValidType} validation and deploy the reissue to {gaap} and {resources}"),
            RotationAction.Renew =>
                Wording.Of($"Apply for a new one with {options.ValidType} validation and deploy it to {gaap} and {resources}"),
            _ => Wording.Of($"Deploy {item.Successor} to {gaap} and {resources}"),
        });
    }

    private static IEnumerable<RotationChange> Order(RotationPlanItem item, RotationOptions options) => item.Action switch
    {
        RotationAction.Reissue =>
            [new RotationChange(Display(item), Wording.Of($"Reissue with {options.ValidType} validation (ReplaceCertificate)"))],
        RotationAction.Renew =>
            [new RotationChange(Display(item), Wording.Of($"Apply for a new one with {options.ValidType} validation (ApplyCertificate)"))],
        _ => [],
    };

    private static IEnumerable<RotationChange> Removals(RotationPlanItem item, RotationOptions options, List<GaapCertificateUse> gaap) =>
    [
        .. gaap.Select(use => use.CertificateId).Distinct(StringComparer.Ordinal).Select(id =>
            new RotationChange(id, Wording.Of($"Remove from GAAP's certificate store when nothing uses it (DeleteCertificate)"))),
        .. options.Scope == RotationScope.Gaap ? [] : item.OldCertificateId.Select(id =>
            new RotationChange(id, Wording.Of($"Remove from the SSL service when nothing uses it (DeleteCertificate)"))),
    ];

    private static string Display(RotationPlanItem item) => item.DaysLeft switch
    {
        null => $"{item.CertificateId} ({item.Domain})",
        < 0 => Wording.Of($"{item.CertificateId} ({item.Domain}, expired)"),
        1 => Wording.Of($"{item.CertificateId} ({item.Domain}, {item.DaysLeft} day left)"),
        _ => Wording.Of($"{item.CertificateId} ({item.Domain}, {item.DaysLeft} days left)"),
    };

    private static string InGaap(int count) =>
        count == 1 ? Wording.Of($"{count} binding in GAAP") : Wording.Of($"{count} bindings in GAAP");

    private static string Resources(int count) => count == 1 ? Wording.Of($"{count} resource") : Wording.Of($"{count} resources");

    // A domain that follows its listener is not a separate change.
    private static IEnumerable<GaapCertificateUse> Bindings(RotationPlanItem item) =>
        item.Gaap.Where(use => use.Role != GaapCertificateRole.Server || !item.Following.Contains((use.ListenerId, use.Domain)));

    private static string ActionOf(GaapCertificateUse use) =>
        use.Role != GaapCertificateRole.Server ? "SetAuthentication"
        : use.Domain is null ? "ModifyHTTPSListenerAttribute" : "ModifyCertificate";

    private static string Target(GaapCertificateUse use, RotationPlanItem item)
    {
        var followers = use.Domain is null
            ? item.Following.Where(domain => domain.ListenerId == use.ListenerId).Select(domain => domain.Domain).ToList() : [];
        return use.Domain is not null ? Wording.Of($"{use.Domain} on {use.ListenerId}")
            : followers.Count == 0 ? Wording.Of($"listener {use.ListenerId}")
            : Wording.Of($"listener {use.ListenerId} ({Wording.List(followers)})");
    }
}
