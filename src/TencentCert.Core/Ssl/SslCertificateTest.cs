using TencentCert.Core.Strings;

namespace TencentCert.Core.Ssl;

/// <summary>What was found of a certificate that was checked.</summary>
public sealed record SslCertificateTest
{
    /// <summary>Its id, when it came from the SSL service.</summary>
    public string? CertificateId { get; init; }

    /// <summary>Its file, when it came from one.</summary>
    public string? Path { get; init; }

    /// <summary>Main domain.</summary>
    public string? Domain { get; init; }

    /// <summary>Nothing is wrong.</summary>
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

    /// <summary>Names asked for that it does not cover.</summary>
    public IReadOnlyList<string> NotCovered { get; init => field = JoinedList<string>.Of(value); } = JoinedList<string>.Empty;

    /// <summary>Algorithm of its key.</summary>
    public string? KeyAlgorithm { get; init; }

    /// <summary>Whether the service finds the chain whole; null when it was not asked.</summary>
    public bool? OnlineChainValid { get; init; }

    /// <summary>Whether the service knows the CA; null when it was not asked.</summary>
    public bool? OnlineTrustedCA { get; init; }

    /// <summary>Common names of the chain as the service sees it.</summary>
    public IReadOnlyList<string> OnlineChain { get; init => field = JoinedList<string>.Of(value); } = JoinedList<string>.Empty;

    /// <summary>What is wrong, a sentence each; empty when nothing is.</summary>
    public IReadOnlyList<string> Problems { get; init => field = JoinedList<string>.Of(value); } = JoinedList<string>.Empty;

    /// <summary>What some clients mind, a sentence each; it does not count against <see cref="Passed"/>.</summary>
    public IReadOnlyList<string> Warnings { get; init => field = JoinedList<string>.Of(value); } = JoinedList<string>.Empty;
}
