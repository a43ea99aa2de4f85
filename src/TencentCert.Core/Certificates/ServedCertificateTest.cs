namespace TencentCert.Core.Certificates;

/// <summary>Result of a TLS handshake, compared with the expected certificate.</summary>
public abstract record ServedCertificateTest
{
    private protected ServedCertificateTest()
    {
    }

    /// <summary>Whether the served certificate is the expected one.</summary>
    public bool Passed { get; init; }

    /// <summary>Whether the address accepted a connection; false when its name does not resolve or nothing responds.</summary>
    public bool IsReachable { get; init; } = true;

    /// <summary>SHA-1 thumbprint of the expected leaf.</summary>
    public string? ExpectedThumbprint { get; init; }

    /// <summary>SHA-1 thumbprint of the served leaf.</summary>
    public string? ServedThumbprint { get; init; }

    /// <summary>Common name of the served leaf; its first DNS name if it has none.</summary>
    public string? ServedSubjectCN { get; init; }

    /// <summary>Expiry of the served leaf.</summary>
    public DateTimeOffset? ServedNotAfter { get; init; }

    /// <summary>Start of validity of the served leaf.</summary>
    public DateTimeOffset? ServedNotBefore { get; init; }

    /// <summary>DNS names of the served leaf.</summary>
    public IReadOnlyList<string> ServedDnsNames { get; init => field = JoinedList<string>.Of(value); } = JoinedList<string>.Empty;

    /// <summary>The served chain, leaf first.</summary>
    public IReadOnlyList<CertificateFacts> ServedChain { get; init => field = JoinedList<CertificateFacts>.Of(value); } =
        JoinedList<CertificateFacts>.Empty;

    /// <summary>Why a client would refuse the expected certificate: dates, missing issuers, names. Empty if it would not.</summary>
    public IReadOnlyList<string> ClientProblem { get; init => field = JoinedList<string>.Of(value); } = JoinedList<string>.Empty;

    /// <summary>Address of the handshake.</summary>
    public string? ConnectedTo { get; init; }

    /// <summary>TLS version.</summary>
    public string? Protocol { get; init; }

    /// <summary>Why the test failed.</summary>
    public string? Reason { get; init; }
}
