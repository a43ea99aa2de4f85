namespace TencentCert.Core.Sts.Wire;

/// <summary>What AssumeRoleWithWebIdentity takes; API page STS 2018-08-13 AssumeRoleWithWebIdentity.</summary>
public sealed class AssumeRoleWithWebIdentityRequest
{
    public required string ProviderId { get; init; }

    public required string WebIdentityToken { get; init; }

    public required string RoleArn { get; init; }

    public required string RoleSessionName { get; init; }

    public long? DurationSeconds { get; init; }
}

/// <summary>What AssumeRoleWithWebIdentity answers.</summary>
public sealed class AssumeRoleWithWebIdentityResponse
{
    public TemporaryKey? Credentials { get; init; }

    public long? ExpiredTime { get; init; }
}
