namespace TencentCert.Core.Sts.Wire;

/// <summary>What AssumeRole takes; API page STS 2018-08-13 AssumeRole.</summary>
public sealed class AssumeRoleRequest
{
    public required string RoleArn { get; init; }

    public required string RoleSessionName { get; init; }

    public long? DurationSeconds { get; init; }

    public string? ExternalId { get; init; }
}

/// <summary>What AssumeRole answers.</summary>
public sealed class AssumeRoleResponse
{
    public TemporaryKey? Credentials { get; init; }

    public long? ExpiredTime { get; init; }
}
