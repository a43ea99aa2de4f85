namespace TencentCert.Core.Bindings.Journal;

/// <summary>A certificate of the SSL service in a rotation, as the journal knows it.</summary>
public sealed record RotatedCertificate
{
    /// <summary>Certificate that is replaced.</summary>
    public required string CertificateId { get; init; }

    /// <summary>Its main domain.</summary>
    public string? Domain { get; init; }

    /// <summary>Certificate that takes its place; null until it is ordered.</summary>
    public string? NewCertificateId { get; init; }

    /// <summary>Every certificate of the SSL service that is replaced.</summary>
    public IReadOnlyList<string> OldCertificateId { get; init; } = [];

    /// <summary>Their copies in GAAP's store.</summary>
    public IReadOnlyList<string> GaapCertificateId { get; init; } = [];

    /// <summary>Certificate of the SSL service that each of these copies is of.</summary>
    internal IReadOnlyDictionary<string, string> CopyOf { get; init; } = new Dictionary<string, string>();

    /// <summary>How far it is.</summary>
    public RotationStep Step { get; init; }

    /// <summary>Deployments onto its resources.</summary>
    public IReadOnlyList<RotationDeployment> Deployment { get; init; } = [];

    /// <summary>Why something failed.</summary>
    public string? Error { get; init; }

    /// <summary>Whether its run reached its end, well or not.</summary>
    public bool IsEnded => Step is RotationStep.Done or RotationStep.Failed;
}

/// <summary>A deployment of a rotation, as the journal knows it.</summary>
/// <param name="DeployRecordId">Its id.</param>
/// <param name="FromCertificateId">Certificate whose resources it moves.</param>
/// <param name="Step">How far it is.</param>
/// <param name="Error">Why it failed.</param>
public sealed record RotationDeployment(long DeployRecordId, string? FromCertificateId, RotationStep Step, string? Error = null);
