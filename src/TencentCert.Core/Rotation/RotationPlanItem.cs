using TencentCert.Core.Gaap;
using TencentCert.Core.Ssl;

namespace TencentCert.Core.Rotation;

/// <summary>A due certificate and the planned action.</summary>
public sealed record RotationPlanItem
{
    /// <summary>Certificate of the SSL service to replace.</summary>
    public required string CertificateId { get; init; }

    /// <summary>Its main domain.</summary>
    public string? Domain { get; init; }

    /// <summary>End of its validity.</summary>
    public DateTimeOffset? NotAfter { get; init; }

    /// <summary>Whole days left; negative when past.</summary>
    public int? DaysLeft { get; init; }

    /// <summary>Planned action.</summary>
    public RotationAction Action { get; init; }

    /// <summary>Reason; for <see cref="RotationAction.Manual"/>, the required manual step.</summary>
    public string? Reason { get; init; }

    /// <summary>Its successor, issued or in progress; null when there is none yet.</summary>
    public string? Successor { get; init; }

    /// <summary>Every certificate to replace: this one, and older ones of its line that are still served.</summary>
    public IReadOnlyList<string> OldCertificateId { get; init => field = JoinedList<string>.Of(value); } = JoinedList<string>.Empty;

    /// <summary>Bindings in GAAP to copies of these certificates.</summary>
    public IReadOnlyList<GaapCertificateUse> Gaap { get; init => field = JoinedList<GaapCertificateUse>.Of(value); } =
        JoinedList<GaapCertificateUse>.Empty;

    /// <summary>Cloud resources that use these certificates.</summary>
    public IReadOnlyList<SslCertificateBinding> Resource { get; init => field = JoinedList<SslCertificateBinding>.Of(value); } =
        JoinedList<SslCertificateBinding>.Empty;

    /// <summary>The same by kind: number and names.</summary>
    public IReadOnlyList<RotationUsage> Bindings { get; init => field = JoinedList<RotationUsage>.Of(value); } =
        JoinedList<RotationUsage>.Empty;

    /// <summary>Records to publish while the successor waits for validation.</summary>
    public IReadOnlyList<SslValidationRecord> Validation { get; init => field = JoinedList<SslValidationRecord>.Of(value); } =
        JoinedList<SslValidationRecord>.Empty;

    /// <summary>Whether the certificate is served, as far as it is known.</summary>
    public bool IsServed => Gaap.Count > 0 || Resource.Count > 0;

    /// <summary>Bindings in GAAP to copies of the successor.</summary>
    internal IReadOnlyList<GaapCertificateUse> Current { get; init => field = JoinedList<GaapCertificateUse>.Of(value); } =
        JoinedList<GaapCertificateUse>.Empty;

    /// <summary>Source certificate of the SSL service for each certificate of the GAAP certificate store in <see cref="Gaap"/>.</summary>
    internal IReadOnlyDictionary<string, string> CopyOf { get; init; } = new Dictionary<string, string>();

    /// <summary>GAAP domains without their own certificate, which follow their listener.</summary>
    internal IReadOnlyCollection<(string ListenerId, string? Domain)> Following { get; init; } = [];

    /// <inheritdoc />
    public override string ToString() => $"{CertificateId} ({Domain}): {Action}";
}
