using TencentCert.Core.Certificates;
using TencentCert.Core.Gaap;
using TencentCert.Core.Ssl;

namespace TencentCert.Core.Bindings;

/// <summary>
/// A certificate to bind: in GAAP's store already, or to be imported. A class, not a record: a record's text would show
/// the key's holder.
/// </summary>
public sealed class BindingCertificate
{
    /// <summary>Where it came from, for people: an SSL id, a GAAP id or a file name.</summary>
    public required string Name { get; init; }

    /// <summary>Use that it has in GAAP's store.</summary>
    public GaapCertificateType CertificateType { get; init; } = GaapCertificateType.Server;

    /// <summary>Leaf; null when GAAP does not show the content.</summary>
    public CertificateFacts? Leaf { get; init; }

    /// <summary>The certificate in the SSL service, when it comes from there.</summary>
    public SslCertificate? Source { get; init; }

    /// <summary>The identical certificate in GAAP's store, when there is one.</summary>
    public GaapCertificate? Copy { get; init; }

    /// <summary>Chain and key to import when there is no copy.</summary>
    public CertificateBundle? Bundle { get; init; }

    /// <summary>What the check of the certificate says: worth a warning, or overridden.</summary>
    public IReadOnlyList<CertificateFinding> Findings { get; init; } = [];

    /// <summary>Why only what is bound was looked at for a copy; null where GAAP's list was read.</summary>
    public string? NotListed { get; init; }

    /// <summary>Alias of a new entry in GAAP's store.</summary>
    public string? Alias { get; init; }

    /// <summary>Certificates of GAAP's store that a rotation replaces by it; null for every binding whose names it covers.</summary>
    public IReadOnlyList<string>? Replaces { get; init; }

    /// <summary>Id of the copy in GAAP's store; null when it is imported first.</summary>
    public string? CertificateId => Copy?.CertificateId;

    /// <summary>DNS names; none when GAAP does not show the content.</summary>
    public IReadOnlyList<string> DnsNames => Leaf?.DnsNames ?? Copy?.DnsNames ?? [];

    /// <summary>End of its validity.</summary>
    public DateTimeOffset? NotAfter => Leaf?.NotAfter ?? Copy?.NotAfter;

    /// <summary>
    /// SHA-256 of the leaf, with the use where that is not a server's; the id for a password file; empty when GAAP does not show the
    /// content.
    /// </summary>
    public string Fingerprint => CertificateType switch
    {
        GaapCertificateType.Server => Leaf?.ThumbprintSha256 ?? "",
        GaapCertificateType.BasicAuth => $"{CertificateId}:{CertificateType}",
        _ => $"{Leaf?.ThumbprintSha256}:{CertificateType}",
    };

    /// <summary>What it does where it is bound.</summary>
    internal GaapCertificateRole Role => GaapCertificateRoles.RoleOf(CertificateType);

    /// <inheritdoc />
    public override string ToString() => Leaf is { } leaf ? $"{Name} ({leaf})" : Name;
}
