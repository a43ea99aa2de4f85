using TencentCert.Core.Diagnostics;
using TencentCert.Strings;

namespace TencentCert.Connection;

/// <summary>Result of <c>Test-TencentCertConnection</c>.</summary>
public sealed class ConnectionReport
{
    internal ConnectionReport(TencentCertConnection? connection, ConnectionTestResult result)
    {
        Passed = result.Problem == ConnectionProblem.None;
        Kind = result.Problem;
        Problem = Passed ? null : Describe(result.Problem, result.Authority ?? connection?.Endpoints.ToString()).ToString();
        Message = result.Failure?.Message;
        Code = result.Failure?.Code;
        Advice = result.Failure is { } failure ? Strings.Advice.For(failure.Code) : null;
        Account = result.Account;
        Arn = result.Arn;
        Source = result.Key?.Source;
        SecretId = result.Key?.Credential.MaskedSecretId;
        ExpiresAt = result.Key?.Credential.ExpiresAt;
        Endpoint = connection?.Endpoints.ToString();
        Action = result.Action;
        RequestId = result.RequestId;
        Latency = result.Latency;
        ClockOffset = connection?.ClockOffset is { Ticks: not 0 } offset ? offset : null;
    }

    /// <summary>Whether calls work.</summary>
    public bool Passed { get; }

    /// <summary>The problem, in the user's language; null when there is none.</summary>
    public string? Problem { get; }

    /// <summary>Recommended action.</summary>
    public string? Advice { get; }

    /// <summary>The problem as a code for scripts.</summary>
    public ConnectionProblem Kind { get; }

    /// <summary>Error code behind the problem.</summary>
    public string? Code { get; }

    /// <summary>Message of the error.</summary>
    public string? Message { get; }

    /// <summary>Number (uin) of the account; null if STS does not return it.</summary>
    public string? Account { get; }

    /// <summary>Identity within the account.</summary>
    public string? Arn { get; }

    /// <summary>Source of the key.</summary>
    public string? Source { get; }

    /// <summary>The SecretId with its middle hidden.</summary>
    public string? SecretId { get; }

    /// <summary>Expiry of a temporary key.</summary>
    public DateTimeOffset? ExpiresAt { get; }

    /// <summary>Endpoint of the calls.</summary>
    public string? Endpoint { get; }

    /// <summary>The last action called.</summary>
    public string? Action { get; }

    /// <summary>RequestId of its response.</summary>
    public string? RequestId { get; }

    /// <summary>Time of that call.</summary>
    public TimeSpan? Latency { get; }

    /// <summary>Service's clock minus this machine's, known after a rejected signature.</summary>
    public TimeSpan? ClockOffset { get; }

    private static Wording Describe(ConnectionProblem problem, string? host) => problem switch
    {
        ConnectionProblem.NoKey => $"No key was found.",
        ConnectionProblem.UnusableKey => $"There is a key, but it cannot be used.",
        ConnectionProblem.UnknownSecretId => $"The service does not know this SecretId: mistyped, deleted, disabled, or of the other site.",
        ConnectionProblem.WrongSecretKey => $"The SecretKey does not belong to the SecretId.",
        ConnectionProblem.KeyExpired => $"The temporary key has expired.",
        ConnectionProblem.WrongClock => $"This machine's clock differs from the service's.",
        ConnectionProblem.ProxyRefused =>
            $"The proxy on the way to {host} refuses the connection: "
            + $"it requires a user name and password, or its rules forbid the address.",
        ConnectionProblem.SecondFactor => $"The account asks for a second factor.",
        ConnectionProblem.RoleRefused => $"The role was not handed out.",
        ConnectionProblem.NotPermitted => $"The key is right, but it may not make this call.",
        ConnectionProblem.WrongEndpoint => $"The endpoint is not a usable address.",
        ConnectionProblem.Unreachable =>
            $"No connection to {host}: the name is unknown, the port is closed, TLS failed, or a proxy on the way cannot connect.",
        ConnectionProblem.NoAnswer => $"{host} accepted the request and did not respond.",
        ConnectionProblem.NotTheService =>
            $"Something other than Tencent Cloud answers at {host}: a proxy, a gateway or a login page.",
        ConnectionProblem.Throttled => $"The account's rate limit is used up at the moment.",
        _ => $"The service refused the call.",
    };
}
