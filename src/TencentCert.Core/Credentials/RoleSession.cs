namespace TencentCert.Core.Credentials;

/// <summary>A role to take on.</summary>
/// <param name="RoleArn">Such as <c>qcs::cam::uin/100000000001:roleName/deploy</c>.</param>
public sealed record RoleSession(string RoleArn)
{
    /// <summary>Default session name; it appears in the account's audit log.</summary>
    public const string UsualName = "TencentCert";

    /// <summary>Name of the session in the account's audit log.</summary>
    public string SessionName { get; init; } = UsualName;

    /// <summary>What the role's owner agreed on with whoever takes it on; not a secret.</summary>
    public string? ExternalId { get; init; }

    /// <summary>Life of the key; the service's two hours when null.</summary>
    public long? DurationSeconds { get; init; }
}
