namespace TencentCert.Core.Ssl;

/// <summary>Result of a certificate check.</summary>
public sealed record SslCertificateTest
{
    /// <summary>Its id, when it came from the SSL service.</summary>
    public string? CertificateId { get; init; }

    /// <summary>Its file, when it came from one.</summary>
    public string? Path { get; init; }

    /// <summary>Main domain.</summary>
    public string? Domain { get; init; }

    /// <summary>Whether the certificate passed.</summary>
    public bool Passed => Problems.Count == 0;

    /// <summary>The chain leads to a root or its last intermediate.</summary>
    public bool ChainComplete { get; init; }

    /// <summary>The key belongs to the certificate; null when there is none or it cannot be compared.</summary>
    public bool? KeyMatches { get; init; }

    /// <summary>Start of validity.</summary>
    public DateTimeOffset NotBefore { get; init; }

    /// <summary>End of validity.</summary>
    public DateTimeOffset NotAfter { get; init; }

    /// <summary>Whole days until <see cref="NotAfter"/>; negative when past.</summary>
    public int DaysLeft { get; init; }

    /// <summary>DNS names it covers.</summary>
    public IReadOnlyList<string> DnsNames { get; init => field = JoinedList<string>.Of(value); } = JoinedList<string>.Empty;

    /// <summary>Requested names that it does not cover.</summary>
    public IReadOnlyList<string> NotCovered { get; init => field = JoinedList<string>.Of(value); } = JoinedList<string>.Empty;

    /// <summary>Algorithm of its key.</summary>
    public string? KeyAlgorithm { get; init; }

    /// <summary>Whether the service considers the chain complete; null if it was not asked.</summary>
    public bool? OnlineChainValid { get; init; }

    /// <summary>Whether the service knows the CA; null if it was not asked.</summary>
    public bool? OnlineTrustedCA { get; init; }

    /// <summary>Common names of the chain as the service sees it.</summary>
    public IReadOnlyList<string> OnlineChain { get; init => field = JoinedList<string>.Of(value); } = JoinedList<string>.Empty;

    /// <summary>Problems, one sentence each; empty when there is none.</summary>
    public IReadOnlyList<string> Problems { get; init => field = JoinedList<string>.Of(value); } = JoinedList<string>.Empty;

    /// <summary>Warnings, one sentence each; they do not affect <see cref="Passed"/>.</summary>
    public IReadOnlyList<string> Warnings { get; init => field = JoinedList<string>.Of(value); } = JoinedList<string>.Empty;
}
