namespace TencentCert.Emulator.Ssl;

/// <summary>A task that deploys a certificate to resources.</summary>
internal sealed class EmulatedSslDeployment
{
    public required long Id { get; init; }

    /// <summary>Whether UpdateCertificateInstance made it, or a rollback of one it made.</summary>
    public required bool IsUpdate { get; init; }

    public required string CertificateId { get; init; }

    public string? OldCertificateId { get; init; }

    public required DateTimeOffset Created { get; init; }

    public required List<EmulatedSslDeploymentItem> Items { get; init; }

    public int Count(long status) => Items.Count(item => item.Status == status);

    /// <summary>The task this one undoes.</summary>
    public EmulatedSslDeployment? Undoes { get; init; }

    public bool IsFinished => Items.TrueForAll(item => item.IsFinished);

    /// <summary>0 running, 1 succeeded, 2 failed for one resource or more.</summary>
    public long Status => !IsFinished ? 0
        : Count(EmulatedSslDeploymentItemStatus.Failed) + Count(EmulatedSslDeploymentItemStatus.RollbackFailed) > 0 ? 2 : 1;
}

/// <summary>One resource of a deployment.</summary>
internal sealed class EmulatedSslDeploymentItem
{
    public required long Id { get; init; }

    public required CloudResource Resource { get; init; }

    public required string? From { get; init; }

    public required string? To { get; init; }

    /// <summary>See <see cref="EmulatedSslDeploymentItemStatus"/>.</summary>
    public long Status { get; set; } = EmulatedSslDeploymentItemStatus.Running;

    public bool IsFinished => Status is not (EmulatedSslDeploymentItemStatus.Pending or EmulatedSslDeploymentItemStatus.Running);

    public string? Error { get; set; }

    /// <summary>When the work on it ends.</summary>
    public DateTimeOffset EndsAt { get; set; }

    public DateTimeOffset Updated { get; set; }
}
