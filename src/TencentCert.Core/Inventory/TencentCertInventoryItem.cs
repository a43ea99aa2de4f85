using TencentCert.Core.Gaap;

namespace TencentCert.Core.Inventory;

/// <summary>The store a certificate is in.</summary>
public enum CertificateStore : long
{
    /// <summary>SSL certificate service.</summary>
    Ssl,

    /// <summary>The GAAP certificate store.</summary>
    Gaap,
}

/// <summary>A certificate of either service, with the same columns for both.</summary>
public sealed record TencentCertInventoryItem
{
    /// <summary>Store.</summary>
    public CertificateStore Store { get; init; }

    /// <summary>Id in that store.</summary>
    public required string CertificateId { get; init; }

    /// <summary>Main domain, or common name.</summary>
    public string? Domain { get; init; }

    /// <summary>Alias.</summary>
    public string? Alias { get; init; }

    /// <summary>State in the SSL service; <c>Stored</c> in GAAP's.</summary>
    public string? Status { get; init; }

    /// <summary>Use in the GAAP certificate store; product in the SSL service.</summary>
    public string? Kind { get; init; }

    /// <summary>Start of validity.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>End of validity.</summary>
    public DateTimeOffset? NotAfter { get; init; }

    /// <summary>Whole days left; negative when past.</summary>
    public int? DaysLeft { get; init; }

    /// <summary>Whether it is one of the SSL service's free certificates, which are renewed by a new order.</summary>
    public bool IsFree { get; init; }

    /// <summary>
    /// Whether it came from outside: uploaded to the SSL service. False for the GAAP certificate store, which does not say.
    /// </summary>
    public bool IsUploaded { get; init; }

    /// <summary>SSL certificate that was reissued or applied for in its place, the newest of them; null when there is none.</summary>
    public string? Successor { get; init; }

    /// <summary>Places in GAAP where it is bound; for an SSL certificate, where its copies are.</summary>
    public IReadOnlyList<GaapCertificateUse> Use { get; init => field = JoinedList<GaapCertificateUse>.Of(value); } =
        JoinedList<GaapCertificateUse>.Empty;

    /// <summary>The same certificate in the other store.</summary>
    public IReadOnlyList<string> SameAs { get; init => field = JoinedList<string>.Of(value); } = JoinedList<string>.Empty;
}
