namespace TencentCert.Core.Wire.Sts;

/// <summary>What GetCallerIdentity takes: nothing; API page STS 2018-08-13 GetCallerIdentity.</summary>
public sealed partial class GetCallerIdentityRequest;

/// <summary>What GetCallerIdentity answers.</summary>
public sealed partial class GetCallerIdentityResponse
{
    public string? Arn { get; set; }

    public string? AccountId { get; set; }

    public string? UserId { get; set; }

    public string? PrincipalId { get; set; }

    public string? Type { get; set; }
}
