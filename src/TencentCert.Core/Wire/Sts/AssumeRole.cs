namespace TencentCert.Core.Wire.Sts;

/// <summary>What AssumeRole takes; API page STS 2018-08-13 AssumeRole.</summary>
public sealed partial class AssumeRoleRequest
{
    public required string RoleArn { get; set; }

    public required string RoleSessionName { get; set; }

    public long? DurationSeconds { get; set; }

    public string? ExternalId { get; set; }
}

/// <summary>What AssumeRole answers.</summary>
public sealed partial class AssumeRoleResponse
{
    public TemporaryKey? Credentials { get; set; }

    public long? ExpiredTime { get; set; }
}
