namespace TencentCert.Core.Ssl;

/// <summary>Outcome of a removal.</summary>
public enum SslRemovalState : long
{
    /// <summary>The certificate is deleted.</summary>
    Removed,

    /// <summary>It did not exist.</summary>
    AlreadyGone,

    /// <summary>Not removed: a cloud resource uses it.</summary>
    Bound,

    /// <summary>Not removed, for another reason.</summary>
    Failed,
}

/// <summary>The outcome for a certificate to remove.</summary>
public sealed record SslCertificateRemoval
{
    /// <summary>Certificate.</summary>
    public required string CertificateId { get; init; }

    /// <summary>Main domain, when known.</summary>
    public string? Domain { get; init; }

    /// <summary>How it ended.</summary>
    public required SslRemovalState State { get; init; }

    /// <summary>Why it was not removed.</summary>
    public string? Reason { get; init; }

    /// <summary>The service's task, if there is one.</summary>
    public string? TaskId { get; init; }
}
