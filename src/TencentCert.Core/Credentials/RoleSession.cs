namespace TencentCert.Core.Credentials;

/// <summary>A role to assume.</summary>
/// <param name="RoleArn">Such as <c>qcs::cam::uin/100000000001:roleName/deploy</c>.</param>
public sealed record RoleSession(string RoleArn)
{
    /// <summary>Default session name; it appears in the account's audit log.</summary>
    public const string DefaultName = "TencentCert";

    /// <summary>Name of the session in the account's audit log.</summary>
    public string SessionName { get; init; } = DefaultName;

    /// <summary>External id of the role's trust policy; not a secret.</summary>
    public string? ExternalId { get; init; }

    /// <summary>Lifetime of the key; the service's two hours when null.</summary>
    public long? DurationSeconds { get; init; }
}
