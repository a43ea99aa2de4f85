namespace TencentCert.Core.Ssl;

/// <summary>How a removal ended.</summary>
public enum SslRemovalState : long
{
    /// <summary>The certificate is deleted.</summary>
    Removed,

    /// <summary>It did not exist.</summary>
    AlreadyGone,

    /// <summary>A cloud resource uses it; it stays.</summary>
    Bound,

    /// <summary>It stays, for another reason.</summary>
    Failed,
}

/// <summary>What became of a certificate that was to be removed.</summary>
public sealed record SslCertificateRemoval
{
    /// <summary>Certificate.</summary>
    public required string CertificateId { get; init; }

    /// <summary>Main domain, when known.</summary>
    public string? Domain { get; init; }

    /// <summary>How it ended.</summary>
    public required SslRemovalState State { get; init; }

    /// <summary>Why it stays.</summary>
    public string? Reason { get; init; }

    /// <summary>The service's task, when it made one.</summary>
    public string? TaskId { get; init; }
}
