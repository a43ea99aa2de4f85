namespace TencentCert.Emulator.Ssl;

/// <summary>A task that deploys a certificate to resources; an update if UpdateCertificateInstance made it or the task it undoes.</summary>
internal sealed record EmulatedSslDeployment(
    long Id,
    bool IsUpdate,
    string CertificateId,
    string? OldCertificateId,
    DateTimeOffset Created,
    List<EmulatedSslDeploymentItem> Items,
    EmulatedSslDeployment? Undoes = null)
{
    public bool IsFinished => Items.TrueForAll(item => item.IsFinished);

    /// <summary>0 running, 1 succeeded, 2 failed for one resource or more.</summary>
    public long Status => !IsFinished ? 0
        : Count(EmulatedSslDeploymentItemStatus.Failed) + Count(EmulatedSslDeploymentItemStatus.RollbackFailed) > 0 ? 2 : 1;

    public int Count(long status) => Items.Count(item => item.Status == status);
}

/// <summary>One resource of a deployment, with the ids of the certificates that it changes from and to.</summary>
internal sealed record EmulatedSslDeploymentItem(long Id, CloudResource Resource, string? From, string? To)
{
    /// <summary>See <see cref="EmulatedSslDeploymentItemStatus"/>.</summary>
    public long Status { get; set; } = EmulatedSslDeploymentItemStatus.Running;

    public bool IsFinished => Status is not (EmulatedSslDeploymentItemStatus.Pending or EmulatedSslDeploymentItemStatus.Running);

    public string? Error { get; set; }

    /// <summary>When the work on it ends.</summary>
    public DateTimeOffset EndsAt { get; set; }

    public DateTimeOffset Updated { get; set; }
}

/// <summary>The API's states of one resource of a deployment.</summary>
internal static class EmulatedSslDeploymentItemStatus
{
    public const long Pending = 0;
    public const long Succeeded = 1;
    public const long Failed = 2;
    public const long Running = 3;
    public const long RolledBack = 4;
    public const long RollbackFailed = 5;
}
