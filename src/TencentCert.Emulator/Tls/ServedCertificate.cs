using TencentCert.Emulator.Authority;
using TencentCert.Emulator.Gaap;
using TencentCert.Emulator.Ssl;
using TencentCert.Emulator.World;

namespace TencentCert.Emulator.Tls;

/// <summary>
/// The certificate that the TLS edge serves for a host name. GAAP and several cloud resources may have the same name: the one whose
/// certificate was set last serves it.
/// </summary>
internal sealed record ServedCertificate(string CertificateId, CertificateMaterial Material, bool RequestsClientCertificate)
{
    /// <summary>Finds the certificate for a name; requires the world's lock.</summary>
    public static ServedCertificate? Find(EmulatorWorld world, string hostName) =>
        DomainName.Candidates(hostName).Select(name => Of(world, name)).FirstOrDefault(served => served is not null);

    private static ServedCertificate? Of(EmulatorWorld world, string name)
    {
        var domain = world.Gaap.FindExact(name);
        var resource = world.Cloud.Resources
            .Where(candidate => candidate is { Domain: not null, CertificateId: not null } && DomainName.ToAscii(candidate.Domain) == name)
            .MaxBy(candidate => candidate.Revision);
        return resource is not null && (domain is null || resource.Revision > domain.Revision) ? OfResource(world, resource)
            : domain is null ? null : OfDomain(world, domain);
    }

    private static ServedCertificate? OfResource(EmulatorWorld world, CloudResource resource) =>
        world.Ssl.Find(resource.CertificateId!)?.Material is { HasPrivateKey: true } material
            ? new ServedCertificate(resource.CertificateId!, material, RequestsClientCertificate: false) : null;

    private static ServedCertificate? OfDomain(EmulatorWorld world, EmulatedGaapDomain domain) =>
        world.Gaap.FindCertificate(domain.ServedCertificateId)?.Material is { HasPrivateKey: true } material
            ? new ServedCertificate(
                domain.ServedCertificateId, material, domain is { Listener.IsMutual: true, ClientCertificateIds.Count: > 0 })
            : null;
}
