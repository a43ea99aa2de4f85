using System.Globalization;

namespace TencentCert.Core.Ssl;

/// <summary>
/// A type of cloud resource to which certificates are deployed, with all its metadata except the format of its search
/// results.
/// </summary>
/// <param name="Name">Name as the SSL service spells it, lower case.</param>
/// <param name="Title">Name for display.</param>
/// <param name="IsRegional">An update needs the regions to search.</param>
/// <param name="IsChinaOnly">Not available on the international site.</param>
/// <param name="CanUpdate">UpdateCertificateInstance accepts the type.</param>
/// <param name="NeedsRegionHeader">A deployment needs the region of the call.</param>
/// <param name="CanSearch">The service's search for bindings covers the type.</param>
public sealed record SslResourceType(
    string Name, string Title, bool IsRegional = false, bool IsChinaOnly = false, bool CanUpdate = true, bool NeedsRegionHeader = false,
    bool CanSearch = true)
{
    private const string Domain = "Domain";

    /// <summary>
    /// All types. <c>gaap</c> is the newer global accelerator GA2 (<c>ga-…</c>, <c>lsr-…</c>), not the GAAP of proxies
    /// and listeners, which keeps certificates of its own.
    /// </summary>
    public static readonly IReadOnlyList<SslResourceType> All =
    [
        new("clb", "CLB", IsRegional: true,
            NeedsRegionHeader: true) { Forms = ["LoadBalancerId|ListenerId", "LoadBalancerId|ListenerId|Domain"] },
        new("cdn", "CDN") { Forms = ["Domain|on", "Domain|off"], IdentityParts = 1 },
        new("waf", "WAF", IsRegional: true, NeedsRegionHeader: true) { Forms = [Domain] },
        new("live", "Live") { Forms = [Domain] },
        new("ddos", "Anti-DDoS") { Forms = ["InstanceId|Domain|Port"] },
        new("teo", "EdgeOne") { Forms = [Domain] },
        new("apigateway", "API Gateway", IsRegional: true, NeedsRegionHeader: true) { Forms = ["ServiceId|Domain"] },
        new("vod", "VOD") { Forms = [Domain] },
        new("tke", "TKE", IsRegional: true, NeedsRegionHeader: true) { Forms = ["ClusterId|Namespace|SecretName"] },
        new("tcb", "TCB", IsRegional: true, NeedsRegionHeader: true) { Forms = ["Type|Region|EnvId|Domain"] },
        new("tse", "TSE", IsRegional: true, NeedsRegionHeader: true) { Forms = ["GatewayId|CertificateId"], IdentityParts = 1 },
        new("cos", "COS", IsRegional: true, NeedsRegionHeader: true) { Forms = ["Region|Bucket|Domain"] },
        new("mqtt", "MQTT", IsRegional: true, IsChinaOnly: true, NeedsRegionHeader: true) { Forms = ["InstanceId|CertId"],
            IdentityParts = 1 },
        new("scf", "SCF", IsRegional: true, IsChinaOnly: true),
        new("tdmq", "TDMQ", IsRegional: true, IsChinaOnly: true),
        new("gaap", "GA2", IsChinaOnly: true) { Forms = ["InstanceId|ListenerId"] },
        new("lighthouse", "Lighthouse", IsRegional: true, IsChinaOnly: true, CanUpdate: false, NeedsRegionHeader: true,
            CanSearch: false) { Forms = ["Region|InstanceId|Domain"] },
    ];

    /// <summary>
    /// Formats of a resource's name in DeployCertificateInstance: parts joined with <c>|</c>. Empty for unsupported or unknown types.
    /// </summary>
    public IReadOnlyList<string> Forms { get; private init; } = [];

    /// <summary>Whether a resource of this type is a domain, rather than an instance that may serve several or none.</summary>
    internal bool IsDomain => Forms.Count > 0 ? Forms.All(form => form.Split('|').Contains(Domain)) : Name == "scf";

    // Number of parts that identify a resource; settings follow them, such as CDN's billing switch.
    private int? IdentityParts { get; init; }

    /// <summary>Finds a type, case-insensitive; an unknown name becomes a type of that name.</summary>
    /// <exception cref="TencentCertException">The name is empty.</exception>
    public static SslResourceType Of(string name)
    {
        if (string.IsNullOrWhiteSpace(name))
            throw TencentCertException.Invalid($"-ResourceType is empty; use one such as clb, cdn or waf.");

        var known = name.Trim().ToLowerInvariant();
        return All.FirstOrDefault(type => type.Name == known) ?? new SslResourceType(known, known.ToUpperInvariant(), CanSearch: false);
    }

    /// <summary>Rejects a resource name that is invalid for this type, before any call; unknown types accept all names.</summary>
    /// <param name="instance">Name, as for <c>Publish-SslCertificate -Instance</c>.</param>
    /// <exception cref="TencentCertException"><see cref="ErrorCodes.InvalidParameter"/>, with the expected format.</exception>
    public void CheckInstance(string instance)
    {
        ArgumentNullException.ThrowIfNull(instance);
        var parts = instance.Split('|');
        var isValid = Forms.Count == 0
            || (parts.All(part => !string.IsNullOrWhiteSpace(part)) && FormOf(parts) is not null
                && (Name != "cdn" || parts[^1] is "on" or "off"));
        if (!isValid)
        {
            throw TencentCertException.Invalid(
                $"-Instance '{instance}' is not the name of a {Name} resource; write it as {Wording.List(Forms)}.");
        }
    }

    /// <summary>The region in a resource's name; null for types without a region in their names.</summary>
    /// <param name="instance">Name.</param>
    public string? RegionOf(string instance) => PartOf(instance, "Region");

    /// <summary>The domain in a resource's name; null without one, as for a whole listener.</summary>
    /// <param name="instance">Name.</param>
    public string? DomainOf(string instance) => PartOf(instance, Domain);

    /// <summary>The port in a resource's name; null for types without a port in their names.</summary>
    /// <param name="instance">Name.</param>
    public int? PortOf(string instance) =>
        int.TryParse(PartOf(instance, "Port"), NumberStyles.None, CultureInfo.InvariantCulture, out var port) ? port : null;

    /// <summary>The part of a name that identifies the resource, without settings such as CDN's billing switch.</summary>
    /// <param name="instance">Name.</param>
    public string IdentityOf(string instance)
    {
        ArgumentNullException.ThrowIfNull(instance);
        return string.Join('|', IdentityParts is { } count ? instance.Split('|')[..count] : [instance]).ToLowerInvariant();
    }

    /// <summary>Whether a record's item matches a resource name: the item contains every part of the name.</summary>
    internal static bool IsOf(string instance, SslDeploymentItem item)
    {
        string?[] facts = [item.Region, item.InstanceId, item.ListenerId, .. item.Domain];
        var parts = instance.Split('|');
        var unknown = item.Region is null && parts.Length > 2 ? 1 : 0;
        return parts.Count(part => facts.Contains(part, StringComparer.OrdinalIgnoreCase)) >= parts.Length - unknown;
    }

    internal bool IsOn(TencentSite site) => !IsChinaOnly || site != TencentSite.International;

    /// <summary>Rejects a type that the connection's site does not have, before any call.</summary>
    /// <exception cref="TencentCertException"><see cref="ErrorCodes.NotOnInternationalSite"/>.</exception>
    public void RequireOn(TencentSite site)
    {
        if (!IsOn(site))
        {
            throw new TencentCertException(
                ErrorCodes.NotOnInternationalSite, $"The international site does not deploy to {Name}. Leave it out of -ResourceType.");
        }
    }

    /// <summary>Rejects a type that the search for bindings does not cover: an empty result would be misleading.</summary>
    /// <exception cref="TencentCertException">Not available on the site, or unknown to the search.</exception>
    public void RequireSearch(TencentSite site)
    {
        RequireOn(site);
        if (!CanSearch)
        {
            var known = Wording.List(All.Where(type => type.CanSearch && type.IsOn(site)).Select(type => type.Name));
            throw TencentCertException.Invalid($"The search for resources does not support '{Name}'. It supports {known}.");
        }
    }

    /// <summary>Rejects a type that UpdateCertificateInstance does not support, before any call.</summary>
    /// <exception cref="TencentCertException">As <see cref="RequireSearch"/>; or a type for Publish-SslCertificate.</exception>
    public void RequireUpdate(TencentSite site)
    {
        RequireOn(site);
        if (!CanUpdate)
            throw TencentCertException.Invalid($"UpdateCertificateInstance does not accept {Name}; use Publish-SslCertificate for it.");

        RequireSearch(site);
    }

    /// <summary>Rejects a missing region of a type whose calls need one, before any call.</summary>
    internal void RequireRegion(string? region)
    {
        if (NeedsRegionHeader && region is null)
            throw TencentCertException.Invalid($"Resources of kind {Name} lie in a region: give -Region, such as ap-guangzhou.");
    }

    private string? FormOf(string[] parts) => Forms.FirstOrDefault(form => form.Count(character => character == '|') == parts.Length - 1);

    private string? PartOf(string instance, string name)
    {
        var parts = instance.Split('|');
        return FormOf(parts)?.Split('|') is { } form && Array.IndexOf(form, name) is >= 0 and var index ? parts[index] : null;
    }
}
