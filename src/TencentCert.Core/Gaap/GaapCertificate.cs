using System.Security;
using TencentCert.Core.Certificates;

namespace TencentCert.Core.Gaap;

/// <summary>Use of a certificate in the GAAP certificate store. Unknown numbers are kept.</summary>
public enum GaapCertificateType : long
{
    /// <summary>Basic-authentication file.</summary>
    BasicAuth = 0,

    /// <summary>CA that issues the clients' certificates.</summary>
    Client = 1,

    /// <summary>Server certificate.</summary>
    Server = 2,

    /// <summary>CA of the origin servers' certificates.</summary>
    RealServer = 3,

    /// <summary>GAAP's certificate for the origin servers.</summary>
    Gaap = 4,
}

/// <summary>A certificate in the GAAP certificate store (DescribeCertificateDetail). Its id is not an id of the SSL service.</summary>
public sealed class GaapCertificate
{
    private bool _reused;

    /// <summary>Id in the GAAP certificate store, such as <c>cert-12345678</c>.</summary>
    public required string CertificateId { get; init; }

    /// <summary>Alias.</summary>
    public string? Alias { get; init; }

    /// <summary>Use.</summary>
    public GaapCertificateType CertificateType { get; init; }

    /// <summary>Common name of the holder.</summary>
    public string? SubjectCN { get; init; }

    /// <summary>Common name of the issuer.</summary>
    public string? IssuerCN { get; init; }

    /// <summary>Start of validity.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>End of validity.</summary>
    public DateTimeOffset? NotAfter { get; init; }

    /// <summary>Whole days until <see cref="NotAfter"/> at the time of the response; negative when past.</summary>
    public int? DaysLeft { get; init; }

    /// <summary>Time of import.</summary>
    public DateTimeOffset? CreateTime { get; init; }

    /// <summary>Names it covers; only in a description by id.</summary>
    public IReadOnlyList<string> DnsNames { get; init => field = JoinedList<string>.Of(value); } = JoinedList<string>.Empty;

    /// <summary>SHA-1 thumbprint of the leaf; only in a description by id.</summary>
    public string? Thumbprint { get; init; }

    /// <summary>Leaf and intermediates as PEM; only in a description by id.</summary>
    public string? CertificatePem { get; init; }

    /// <summary>Private key as PEM; only on request.</summary>
    public SecureString? PrivateKey { get; init; }

    /// <summary>After an import: true if the store already had an identical certificate and nothing was sent.</summary>
    public bool Reused { get => _reused; init => _reused = value; }

    /// <inheritdoc />
    public override string ToString() => $"{CertificateId} ({SubjectCN ?? Alias})";

    internal GaapCertificate AsReused()
    {
        var reused = (GaapCertificate)MemberwiseClone();
        reused._reused = true;
        return reused;
    }

    /// <summary>Whether a list entry matches a certificate that may not be read: by its names, and its times to the second.</summary>
    internal bool IsListedAs(CertificateFacts certificate) =>
        ValidityComparison.IsSame(NotBefore, NotAfter, certificate.NotBefore, certificate.NotAfter)
            && DomainName.AreSame(SubjectCN, certificate.MainName)
            && (string.IsNullOrEmpty(IssuerCN) || IssuerCN == certificate.IssuerCommonName);
}
