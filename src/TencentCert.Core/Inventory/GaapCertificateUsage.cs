using TencentCert.Core.Gaap;

namespace TencentCert.Core.Inventory;

/// <summary>A certificate of the GAAP certificate store and every place where it is bound.</summary>
public sealed record GaapCertificateUsage
{
    /// <summary>Id in the GAAP certificate store.</summary>
    public required string CertificateId { get; init; }

    /// <summary>Alias.</summary>
    public string? Alias { get; init; }

    /// <summary>Use it is made for.</summary>
    public GaapCertificateType CertificateType { get; init; }

    /// <summary>Common name of the holder.</summary>
    public string? SubjectCN { get; init; }

    /// <summary>End of validity.</summary>
    public DateTimeOffset? NotAfter { get; init; }

    /// <summary>Whole days left; negative when past.</summary>
    public int? DaysLeft { get; init; }

    /// <summary>The SSL certificate it is a copy of, by fingerprint; null when there is none.</summary>
    public string? SslCertificateId { get; init; }

    /// <summary>Places where it is bound.</summary>
    public IReadOnlyList<GaapCertificateUse> Use { get; init => field = JoinedList<GaapCertificateUse>.Of(value); } =
        JoinedList<GaapCertificateUse>.Empty;

    /// <summary>Whether it is bound anywhere.</summary>
    public bool IsUsed => Use.Count > 0;

    /// <inheritdoc />
    public override string ToString() => $"{CertificateId} ({SubjectCN ?? Alias}), {Use.Count} uses";
}
