using TencentCert.Core.Client;
using TencentCert.Core.Errors;
using TencentCert.Core.Strings;


namespace TencentCert.Core.Ssl;

/// <summary>A kind of cloud resource that certificates are deployed to, as the SSL service names it.</summary>
/// <param name="Name">Name, lower case.</param>
/// <param name="IsRegional">An update needs the regions to look in.</param>
/// <param name="IsChinaOnly">The international site does not know it.</param>
/// <param name="CanUpdate">UpdateCertificateInstance takes it.</param>
/// <param name="NeedsRegionHeader">A deployment needs the region of the call.</param>
/// <param name="CanSearch">The service's search for bindings tells of it.</param>
public sealed record SslResourceType(
    string Name, bool IsRegional = false, bool IsChinaOnly = false, bool CanUpdate = true, bool NeedsRegionHeader = false, bool CanSearch = true)
{
    /// <summary>
    /// All of them. <c>gaap</c> is the newer global accelerator GA2 (<c>ga-…</c>, <c>lsr-…</c>), not the GAAP of proxies
    /// and listeners, which keeps certificates of its own.
    /// </summary>
    public static readonly IReadOnlyList<SslResourceType> All =
    [
        new("clb", IsRegional: true, NeedsRegionHeader: true),
        new("cdn"),
        new("waf", IsRegional: true, NeedsRegionHeader: true),
        new("live"),
        new("ddos"),
        new("teo"),
        new("apigateway", IsRegional: true, NeedsRegionHeader: true),
        new("vod"),
        new("tke", IsRegional: true, NeedsRegionHeader: true),
        new("tcb", IsRegional: true, NeedsRegionHeader: true),
        new("tse", IsRegional: true, NeedsRegionHeader: true),
        new("cos", IsRegional: true, NeedsRegionHeader: true),
        new("mqtt", IsRegional: true, IsChinaOnly: true, NeedsRegionHeader: true),
        new("scf", IsRegional: true, IsChinaOnly: true),
        new("tdmq", IsRegional: true, IsChinaOnly: true),
        new("gaap", IsChinaOnly: true),
        new("lighthouse", IsRegional: true, IsChinaOnly: true, CanUpdate: false, NeedsRegionHeader: true, CanSearch: false),
    ];

    /// <summary>Looks a type up, letter case aside; a type this list does not know yet passes as it is.</summary>
    /// <exception cref="TencentCertException">The name is empty.</exception>
    public static SslResourceType Of(string name)
    {
        if (string.IsNullOrWhiteSpace(name))
        {
            throw new TencentCertException(ErrorCodes.InvalidParameter, $"-ResourceType is empty; take one such as clb, cdn or waf.");
        }

        var known = name.Trim().ToLowerInvariant();
        return All.FirstOrDefault(type => type.Name == known) ?? new SslResourceType(known, CanSearch: false);
    }

    /// <summary>Refuses what the connection's site does not have, before anything is sent.</summary>
    /// <exception cref="TencentCertException"><see cref="ErrorCodes.NotOnInternationalSite"/>.</exception>
    public void RequireOn(TencentSite site)
    {
        if (IsChinaOnly && site == TencentSite.International)
        {
            throw new TencentCertException(ErrorCodes.NotOnInternationalSite,
                $"The international site does not deploy to {Name}. Leave it out of -ResourceType.");
        }
    }

    /// <summary>Refuses what the search for bindings does not tell of: nothing found would look like nothing there.</summary>
    /// <exception cref="TencentCertException">Not of the site, or a name the search does not know.</exception>
    public void RequireSearch(TencentSite site)
    {
        RequireOn(site);
        if (!CanSearch)
        {
            var known = Wording.List(All.Where(type => type.CanSearch && !(type.IsChinaOnly && site == TencentSite.International)).Select(type => type.Name));
            throw new TencentCertException(
                ErrorCodes.InvalidParameter, $"The search for resources does not know '{Name}'. It knows {known}.");
        }
    }

    /// <summary>Refuses what UpdateCertificateInstance cannot move, before anything is sent.</summary>
    /// <exception cref="TencentCertException">As <see cref="RequireSearch"/>; or a kind for Publish-SslCertificate.</exception>
    public void RequireUpdate(TencentSite site)
    {
        RequireOn(site);
        if (!CanUpdate)
        {
            throw new TencentCertException(ErrorCodes.InvalidParameter,
                $"UpdateCertificateInstance does not take {Name}; use Publish-SslCertificate for it.");
        }

        RequireSearch(site);
    }
}
