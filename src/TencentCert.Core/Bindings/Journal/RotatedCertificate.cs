namespace TencentCert.Core.Bindings.Journal;

/// <summary>A certificate of the SSL service in a rotation, according to the journal.</summary>
public sealed record RotatedCertificate
{
    /// <summary>Replaced certificate.</summary>
    public required string CertificateId { get; init; }

    /// <summary>Its main domain.</summary>
    public string? Domain { get; init; }

    /// <summary>New certificate; null until it is ordered.</summary>
    public string? NewCertificateId { get; init; }

    /// <summary>All replaced certificates of the SSL service.</summary>
    public IReadOnlyList<string> OldCertificateId { get; init; } = [];

    /// <summary>Copies of the replaced certificates in the GAAP certificate store.</summary>
    public IReadOnlyList<string> GaapCertificateId { get; init; } = [];

    /// <summary>Source certificate of the SSL service for each of these copies.</summary>
    internal IReadOnlyDictionary<string, string> CopyOf { get; init; } = new Dictionary<string, string>();

    /// <summary>Latest step.</summary>
    public RotationStep Step { get; init; }

    /// <summary>Deployments to the certificate's resources.</summary>
    public IReadOnlyList<RotationDeployment> Deployment { get; init; } = [];

    /// <summary>Reason of a failure.</summary>
    public string? Error { get; init; }

    /// <summary>Whether its run ended, successfully or not.</summary>
    public bool IsEnded => Step is RotationStep.Done or RotationStep.Failed;
}

/// <summary>A deployment of a rotation, according to the journal.</summary>
/// <param name="DeployRecordId">Id of the deployment.</param>
/// <param name="FromCertificateId">Certificate whose resources the deployment updates.</param>
/// <param name="Step">Latest step.</param>
/// <param name="Error">Reason of a failure.</param>
public sealed record RotationDeployment(long DeployRecordId, string? FromCertificateId, RotationStep Step, string? Error = null);
