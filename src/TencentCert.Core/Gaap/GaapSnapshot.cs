namespace TencentCert.Core.Gaap;

/// <summary>A snapshot of GAAP: every HTTPS listener with its domains.</summary>
/// <param name="Listeners">Listeners in the order they were found.</param>
public sealed record GaapSnapshot(IReadOnlyList<GaapListenerSnapshot> Listeners)
{
    /// <summary>Whether everything could be read. Otherwise, a certificate without uses may still be in use.</summary>
    public bool IsComplete => Listeners.All(listener => listener.Failure is null);

    /// <summary>Every use of a certificate, in any role.</summary>
    public IEnumerable<GaapCertificateUse> Uses() => Listeners.SelectMany(listener => listener.Uses());
}

/// <summary>A listener with its domains.</summary>
/// <param name="Listener">Listener.</param>
/// <param name="Version">Version of its proxy or group; null if the service returns none.</param>
/// <param name="Domains">Domains; empty when they could not be read.</param>
/// <param name="Failure">Error of reading the domains.</param>
public sealed record GaapListenerSnapshot(
    GaapListener Listener, string? Version, IReadOnlyList<GaapDomain> Domains, TencentCertException? Failure = null)
{
    /// <summary>Time at which its domains were read, by the client's clock.</summary>
    internal long? ReadAt { get; init; }

    /// <summary>Every use of a certificate on it, in any role; the listener's also for each domain that follows it.</summary>
    public IEnumerable<GaapCertificateUse> Uses()
    {
        if (Listener.CertificateId is { } server)
            yield return Use(server, null, GaapCertificateRole.Server);

        foreach (var client in Listener.ClientCertificateId)
            yield return Use(client, null, GaapCertificateRole.Client);

        foreach (var domain in Domains)
        {
            if (domain.EffectiveCertificateId is { } served)
                yield return Use(served, domain.Domain, GaapCertificateRole.Server);

            foreach (var client in domain.ClientCertificateId
                .SelectMany(id => id == GaapCertificateId.Default ? Listener.ClientCertificateId : [id]))
            {
                yield return Use(client, domain.Domain, GaapCertificateRole.Client);
            }

            foreach (var origin in domain.RealServerCertificateId)
                yield return Use(origin, domain.Domain, GaapCertificateRole.RealServer);

            if (domain.GaapCertificateId is { } gaap)
                yield return Use(gaap, domain.Domain, GaapCertificateRole.Gaap);

            if (domain.BasicAuthConfId is { } basic)
                yield return Use(basic, domain.Domain, GaapCertificateRole.BasicAuth);
        }
    }

    private GaapCertificateUse Use(string certificateId, string? domain, GaapCertificateRole role) => new()
    {
        CertificateId = certificateId,
        ProxyId = Listener.ProxyId,
        GroupId = Listener.GroupId,
        ListenerId = Listener.ListenerId,
        Domain = domain,
        Role = role,
    };
}
