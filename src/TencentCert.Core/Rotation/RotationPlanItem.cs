using TencentCert.Core.Gaap;
using TencentCert.Core.Ssl;
using TencentCert.Core.Strings;

namespace TencentCert.Core.Rotation;

/// <summary>A certificate that is due, and what would be done about it.</summary>
public sealed record RotationPlanItem
{
    /// <summary>Certificate in the SSL service that has to be replaced.</summary>
    public required string CertificateId { get; init; }

    /// <summary>Its main domain.</summary>
    public string? Domain { get; init; }

    /// <summary>End of its validity.</summary>
    public DateTimeOffset? NotAfter { get; init; }

    /// <summary>Whole days left; negative when past.</summary>
    public int? DaysLeft { get; init; }

    /// <summary>What would be done.</summary>
    public RotationAction Action { get; init; }

    /// <summary>Why, and for <see cref="RotationAction.Manual"/> what to do.</summary>
    public string? Reason { get; init; }

    /// <summary>Certificate that takes its place, issued or in progress; null when there is none yet.</summary>
    public string? Successor { get; init; }

    /// <summary>Every certificate that is replaced: this one, and older ones of its line that something still serves.</summary>
    public IReadOnlyList<string> OldCertificateId { get; init => field = JoinedList<string>.Of(value); } = JoinedList<string>.Empty;

    /// <summary>Bindings in GAAP to copies of these certificates.</summary>
    public IReadOnlyList<GaapCertificateUse> Gaap { get; init => field = JoinedList<GaapCertificateUse>.Of(value); } =
        JoinedList<GaapCertificateUse>.Empty;

    /// <summary>Cloud resources that use these certificates.</summary>
    public IReadOnlyList<SslCertificateBinding> Resource { get; init => field = JoinedList<SslCertificateBinding>.Of(value); } =
        JoinedList<SslCertificateBinding>.Empty;

    /// <summary>The same by kind: how many there are, and their names.</summary>
    public IReadOnlyList<RotationUsage> Bindings { get; init => field = JoinedList<RotationUsage>.Of(value); } =
        JoinedList<RotationUsage>.Empty;

    /// <summary>Records to publish while the successor waits for validation.</summary>
    public IReadOnlyList<SslValidationRecord> Validation { get; init => field = JoinedList<SslValidationRecord>.Of(value); } =
        JoinedList<SslValidationRecord>.Empty;

    /// <summary>Whether something serves it, as far as that could be read.</summary>
    public bool IsServed => Gaap.Count > 0 || Resource.Count > 0;

    /// <summary>Bindings in GAAP to copies of the successor.</summary>
    internal IReadOnlyList<GaapCertificateUse> Current { get; init => field = JoinedList<GaapCertificateUse>.Of(value); } =
        JoinedList<GaapCertificateUse>.Empty;

    /// <summary>Certificate of the SSL service that each certificate of GAAP's store in <see cref="Gaap"/> is a copy of.</summary>
    internal IReadOnlyDictionary<string, string> CopyOf { get; init; } = new Dictionary<string, string>();

    /// <summary>Domains of GAAP that have no certificate of their own and change with their listener.</summary>
    internal IReadOnlyCollection<(string ListenerId, string? Domain)> Following { get; init; } = [];

    /// <inheritdoc />
    public override string ToString() => $"{CertificateId} ({Domain}): {Action}";
}
