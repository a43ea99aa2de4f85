using TencentCert.Core.Credentials;

namespace TencentCert.Core.Diagnostics;

/// <summary>How a connection's test call went.</summary>
/// <param name="Problem">What is wrong; <see cref="ConnectionProblem.None"/> when it works.</param>
public sealed record ConnectionTestResult(ConnectionProblem Problem)
{
    /// <summary>The error behind the problem.</summary>
    public TencentCertException? Failure { get; init; }

    /// <summary>The action that was called last; null when no key was found.</summary>
    public string? Action { get; init; }

    /// <summary>Host and port that it was sent to; null when no call was made.</summary>
    public string? Authority { get; init; }

    /// <summary>RequestId of its response.</summary>
    public string? RequestId { get; init; }

    /// <summary>Time of the last call, without looking for the key.</summary>
    public TimeSpan? Latency { get; init; }

    /// <summary>The key.</summary>
    public FoundCredential? Key { get; init; }

    /// <summary>Number (uin) of the account; null where STS did not say.</summary>
    public string? Account { get; init; }

    /// <summary>Who in that account.</summary>
    public string? Arn { get; init; }
}
