using TencentCert.Core.Ssl;

namespace TencentCert.Core.Rotation;

/// <summary>The outcome for a due certificate.</summary>
public sealed record RotationResult
{
    /// <summary>Certificate in the SSL service that was to be replaced.</summary>
    public required string CertificateId { get; init; }

    /// <summary>Its main domain.</summary>
    public string? Domain { get; init; }

    /// <summary>What was done.</summary>
    public RotationAction Action { get; init; }

    /// <summary>Its successor; null when none was ordered.</summary>
    public string? NewCertificateId { get; init; }

    /// <summary>End of the new certificate's validity; null until it is issued.</summary>
    public DateTimeOffset? NotAfter { get; init; }

    /// <summary>Number of GAAP bindings and resources that got the new certificate, including domains that follow their listener.</summary>
    public int Changed => Count(RotationBindingState.Changed);

    /// <summary>Number that already had it.</summary>
    public int AlreadyCurrent => Count(RotationBindingState.AlreadyCurrent);

    /// <summary>Number skipped on purpose.</summary>
    public int Skipped => Count(RotationBindingState.Skipped);

    /// <summary>Number that failed.</summary>
    public int Failed => Bindings.Count(binding => binding.State == RotationBindingState.Failed);

    /// <summary>Number of changed bindings in GAAP.</summary>
    public int GaapChanged =>
        Bindings.Count(binding => binding is { IsGaap: true, State: RotationBindingState.Changed, FollowsListener: false });

    /// <summary>Number of changed cloud resources.</summary>
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

    /// <summary>Removed old certificates, of both stores.</summary>
    public IReadOnlyList<string> Removed { get; init => field = JoinedList<string>.Of(value); } = JoinedList<string>.Empty;

    /// <summary>Reason of a failure.</summary>
    public string? Error { get; init; }

    /// <summary>From the first request to the outcome.</summary>
    public TimeSpan Duration { get; init; }

    /// <inheritdoc />
    public override string ToString() => $"{CertificateId} ({Domain}): {Action} {NewCertificateId}";

    private int Count(RotationBindingState state) => Bindings.Count(binding => binding.State == state && !binding.FollowsListener);
}

/// <summary>A result with the error to report.</summary>
/// <param name="Result">Result.</param>
/// <param name="Failure">Null when there is no error.</param>
public sealed record RotationOutcome(RotationResult Result, Exception? Failure);
