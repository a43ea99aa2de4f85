namespace TencentCert.Emulator.Ssl;

/// <summary>A task that puts certificates onto resources.</summary>
internal sealed class EmulatedSslDeployment
{
    public required long Id { get; init; }

    /// <summary>Whether UpdateCertificateInstance made it, or a rollback of one it made.</summary>
    public required bool IsUpdate { get; init; }

    public required string CertificateId { get; init; }

    public string? OldCertificateId { get; init; }

    public required DateTimeOffset Created { get; init; }

    public required List<EmulatedSslDeploymentItem> Items { get; init; }

    /// <summary>The task this one undoes.</summary>
    public EmulatedSslDeployment? Undoes { get; init; }

    public bool IsFinished => Items.TrueForAll(item => item.Status is not (0 or 3));

    /// <summary>0 not ended, 1 done, 2 failed in a part.</summary>
    public long Status => !IsFinished ? 0 : Items.Exists(item => item.Status is 2 or 5) ? 2 : 1;
}

/// <summary>
/// One resource of a task. Status: 0 pending, 1 done, 2 failed, 3 running, 4 rolled back, 5 not rolled back, 6 nothing to do.
/// </summary>
internal sealed class EmulatedSslDeploymentItem
{
    public required long Id { get; init; }

    public required CloudResource Resource { get; init; }

    public required string? From { get; init; }

    public required string? To { get; init; }

    public long Status { get; set; } = 3;

    public string? Error { get; set; }

    /// <summary>When the work on it ends.</summary>
    public DateTimeOffset EndsAt { get; set; }

    public DateTimeOffset Updated { get; set; }
}
