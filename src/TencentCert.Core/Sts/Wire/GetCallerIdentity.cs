namespace TencentCert.Core.Sts.Wire;

/// <summary>What GetCallerIdentity takes: nothing; API page STS 2018-08-13 GetCallerIdentity.</summary>
public sealed class GetCallerIdentityRequest;

/// <summary>What GetCallerIdentity answers.</summary>
public sealed class GetCallerIdentityResponse
{
    public string? Arn { get; init; }

    public string? AccountId { get; init; }

    public string? UserId { get; init; }

    public string? PrincipalId { get; init; }

    public string? Type { get; init; }
}
