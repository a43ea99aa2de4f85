using TencentCert.Core.Certificates;
using TencentCert.Core.Gaap;

namespace TencentCert.Core.Bindings;

/// <summary>Refuses bindings that cannot succeed, before anything is sent.</summary>
internal sealed class BindingValidator(TimeProvider clock)
{
    private const int MaxNamesShown = 5;

    public static void CheckFormat(BindingRequest request)
    {
        CheckTarget(request.ListenerId, request.Domain);
        if (request.CertificateId is { } id)
            GaapCertificateId.Check(id, nameof(request.CertificateId), allowDefault: request.Domain is not null);

        foreach (var (certificateId, role) in request.Authentication?.Certificates ?? [])
        {
            GaapCertificateId.Check(certificateId, role switch
            {
                GaapCertificateRole.RealServer => nameof(AuthenticationEdit.RealServerCertificateId),
                GaapCertificateRole.Gaap => nameof(AuthenticationEdit.GaapCertificateId),
                _ => nameof(AuthenticationEdit.BasicAuthConfId),
            });
        }

        foreach (var client in request.ClientCertificateId ?? [])
        {
            GaapCertificateId.Check(
                client, nameof(request.ClientCertificateId), allowDefault: request is { Domain: not null, ClientCertificateId.Count: 1 });
        }
    }

    public static void CheckTarget(string listenerId, string? domain)
    {
        ResourceId.Check(listenerId, "listener-", nameof(BindingRequest.ListenerId));
        // The problem is phrased to follow "The domain".
        if (domain is not null && !DomainName.TryNormalize(domain, out _, out var problem))
            throw new TencentCertException(ErrorCodes.InvalidParameter, $"The domain {problem}");
    }

    public void CheckServerCertificate(BindingCertificate certificate)
    {
        if (certificate.Copy is { CertificateType: not GaapCertificateType.Server } copy)
        {
            throw new TencentCertException(
                ErrorCodes.InvalidParameter,
                $"{certificate.Name} is a {copy.CertificateType.ToString()} certificate; a domain needs a Server one. Nothing was sent.");
        }

        CheckExpiry(certificate);
    }

    public void CheckAuthenticationCertificate(BindingCertificate certificate, GaapCertificateRole role)
    {
        if (certificate.Role != role)
        {
            throw new TencentCertException(
                ErrorCodes.InvalidParameter,
                $"{certificate.Name} is a {certificate.CertificateType.ToString()} certificate; here a {role.ToString()} one is needed. "
                + $"Nothing was sent.");
        }

        CheckExpiry(certificate);
    }

    private void CheckExpiry(BindingCertificate certificate)
    {
        if (certificate.NotAfter <= clock.GetUtcNow())
        {
            throw new TencentCertException(
                ErrorCodes.InvalidParameter, $"{certificate.Name} expired on {DateText.Day(certificate.NotAfter)}. Nothing was sent.");
        }
    }

    /// <summary>Why a certificate does not match a domain; null if it does, or if its names are unknown.</summary>
    public static TencentCertException? RefuseDomain(BindingCertificate certificate, string domain) =>
        certificate.DnsNames is { Count: > 0 } names && !DomainCoverage.Covers(names, domain)
            ? NotMatching($"{certificate.Name} does not cover {domain}; it is for {Display(names)}. Nothing was sent.")
            : null;

    /// <summary>Why a certificate does not match the domains that follow a listener: GAAP would serve a wrong one to them.</summary>
    public static TencentCertException? RefuseListener(
        BindingCertificate certificate, string listenerId, IEnumerable<GaapDomain> domains, bool canForce)
    {
        var names = certificate.DnsNames;
        var followers = domains.Where(domain => domain.FollowsListener).Select(domain => domain.Domain);
        if (names.Count == 0 || DomainCoverage.FindUncovered(names, followers) is not { Count: > 0 } uncovered)
            return null;

        Wording why =
            $"{certificate.Name} does not cover what follows {listenerId}: {Display(uncovered)}; it is for {Display(names)}. "
            + $"Nothing was sent.";
        return canForce ? NotMatching($"{why} To bind it anyway, add -Force.") : NotMatching(why);
    }

    private static TencentCertException NotMatching(Wording why) => new("InvalidParameterValue.CertificateNotMatchDomain", why);

    private static string Display(IReadOnlyList<string> names) =>
        Wording.List(names.Take(MaxNamesShown)) + (names.Count > MaxNamesShown ? ", ..." : "");
}
