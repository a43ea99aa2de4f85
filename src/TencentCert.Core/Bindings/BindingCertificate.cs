using TencentCert.Core.Certificates;
using TencentCert.Core.Gaap;
using TencentCert.Core.Ssl;

namespace TencentCert.Core.Bindings;

/// <summary>
/// A certificate to bind: already in the GAAP certificate store, or to be imported. A class, not a record: a record's text would contain
/// the object that holds the key.
/// </summary>
public sealed class BindingCertificate
{
    private IReadOnlyList<string>? _replaces;

    /// <summary>Source for display: an SSL id, a GAAP id or a file name.</summary>
    public required string Name { get; init; }

    /// <summary>Type in the GAAP certificate store.</summary>
    public GaapCertificateType CertificateType { get; init; } = GaapCertificateType.Server;

    /// <summary>Leaf; null when GAAP does not return the content.</summary>
    public CertificateFacts? Leaf { get; init; }

    /// <summary>The certificate in the SSL service, if it is the source.</summary>
    public SslCertificate? Source { get; init; }

    /// <summary>The identical certificate in the GAAP certificate store, if there is one.</summary>
    public GaapCertificate? Copy { get; init; }

    /// <summary>Chain and key to import when there is no copy.</summary>
    public CertificateBundle? Bundle { get; init; }

    /// <summary>Findings of the certificate check: warnings, and overridden errors.</summary>
    public IReadOnlyList<CertificateFinding> Findings { get; init; } = [];

    /// <summary>Why copies were searched only among bound certificates; null if GAAP's list was read.</summary>
    public string? NotListed { get; init; }

    /// <summary>Alias of a new entry in the GAAP certificate store.</summary>
    public string? Alias { get; init; }

    /// <summary>Certificates of the GAAP certificate store to replace; null for every binding whose names the certificate covers.</summary>
    public IReadOnlyList<string>? Replaces { get => _replaces; init => _replaces = value; }

    /// <summary>Id of the copy in the GAAP certificate store; null before the import.</summary>
    public string? CertificateId => Copy?.CertificateId;

    /// <summary>DNS names; empty when GAAP does not return the content.</summary>
    public IReadOnlyList<string> DnsNames => Leaf?.DnsNames ?? Copy?.DnsNames ?? [];

    /// <summary>End of its validity.</summary>
    public DateTimeOffset? NotAfter => Leaf?.NotAfter ?? Copy?.NotAfter;

    /// <summary>
    /// SHA-256 of the leaf, with the type unless it is a server certificate; the id for a password file; empty when GAAP does not return
    /// the content.
    /// </summary>
    public string Fingerprint => CertificateType switch
    {
        GaapCertificateType.Server => Leaf?.ThumbprintSha256 ?? "",
        GaapCertificateType.BasicAuth => $"{CertificateId}:{CertificateType}",
        _ => $"{Leaf?.ThumbprintSha256}:{CertificateType}",
    };

    internal GaapCertificateRole Role => GaapCertificateRoles.RoleOf(CertificateType);

    internal BindingCertificate Replacing(IReadOnlyList<string>? replaced)
    {
        var copy = (BindingCertificate)MemberwiseClone();
        copy._replaces = replaced;
        return copy;
    }

    /// <inheritdoc />
    public override string ToString() => Leaf is { } leaf ? $"{Name} ({leaf})" : Name;
}
