namespace TencentCert.Core.Wire.Sts;

/// <summary>What AssumeRoleWithWebIdentity takes; API page STS 2018-08-13 AssumeRoleWithWebIdentity.</summary>
public sealed partial class AssumeRoleWithWebIdentityRequest
{
    public required string ProviderId { get; set; }

    public required string WebIdentityToken { get; set; }

    public required string RoleArn { get; set; }

    public required string RoleSessionName { get; set; }

    public long? DurationSeconds { get; set; }
}

/// <summary>What AssumeRoleWithWebIdentity answers.</summary>
public sealed partial class AssumeRoleWithWebIdentityResponse
{
    public TemporaryKey? Credentials { get; set; }

    public long? ExpiredTime { get; set; }
}
