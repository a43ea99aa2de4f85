using TencentCert.Core.Ssl;
using TencentCert.Core.Strings;

namespace TencentCert.Core.Rotation;

/// <summary>What became of a certificate that was due.</summary>
public sealed record RotationResult
{
    /// <summary>Certificate in the SSL service that was to be replaced.</summary>
    public required string CertificateId { get; init; }

    /// <summary>Its main domain.</summary>
    public string? Domain { get; init; }

    /// <summary>What was done.</summary>
    public RotationAction Action { get; init; }

    /// <summary>Certificate that takes its place; null when none was ordered.</summary>
    public string? NewCertificateId { get; init; }

    /// <summary>End of the new certificate's validity; null until it is issued.</summary>
    public DateTimeOffset? NotAfter { get; init; }

    /// <summary>
    /// Bindings in GAAP and resources that were given the new certificate. A domain that follows its listener counts with it.
    /// </summary>
    public int Changed => Count(RotationBindingState.Changed);

    /// <summary>Those that had it already.</summary>
    public int AlreadyCurrent => Count(RotationBindingState.AlreadyCurrent);

    /// <summary>Those that were skipped on purpose.</summary>
    public int Skipped => Count(RotationBindingState.Skipped);

    /// <summary>Those that failed.</summary>
    public int Failed => Bindings.Count(binding => binding.State == RotationBindingState.Failed);

    /// <summary>Bindings in GAAP that were changed.</summary>
    public int GaapChanged =>
        Bindings.Count(binding => binding is { IsGaap: true, State: RotationBindingState.Changed, FollowsListener: false });

    /// <summary>Cloud resources that were changed.</summary>
    public int ResourceChanged => Bindings.Count(binding => binding is { IsGaap: false, State: RotationBindingState.Changed });

    /// <summary>Whether a TLS handshake showed the new certificate on every domain; null when none was made.</summary>
    public bool? Verified =>
        Bindings.Any(binding => binding.Verified is not null) ? Bindings.All(binding => binding.Verified != false) : null;

    /// <summary>Every binding and resource.</summary>
    public IReadOnlyList<RotationBinding> Bindings { get; init => field = JoinedList<RotationBinding>.Of(value); } =
        JoinedList<RotationBinding>.Empty;

    /// <summary>Records that have to be published before the new certificate can be issued.</summary>
    public IReadOnlyList<SslValidationRecord> Validation { get; init => field = JoinedList<SslValidationRecord>.Of(value); } =
        JoinedList<SslValidationRecord>.Empty;

    /// <summary>Old certificates that were removed, of both stores.</summary>
    public IReadOnlyList<string> Removed { get; init => field = JoinedList<string>.Of(value); } = JoinedList<string>.Empty;

    /// <summary>Why something could not be done.</summary>
    public string? Error { get; init; }

    /// <summary>From the first request to the outcome.</summary>
    public TimeSpan Duration { get; init; }

    /// <inheritdoc />
    public override string ToString() => $"{CertificateId} ({Domain}): {Action} {NewCertificateId}";

    private int Count(RotationBindingState state) => Bindings.Count(binding => binding.State == state && !binding.FollowsListener);
}

/// <summary>A result with the error to report.</summary>
/// <param name="Result">Result.</param>
/// <param name="Failure">Null when everything is as it should be.</param>
public sealed record RotationOutcome(RotationResult Result, Exception? Failure);
