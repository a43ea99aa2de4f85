namespace TencentCert.Core.Ssl.Wire;

/// <summary>DvAuths of the API.</summary>
public sealed class DvAuths
{
    public string? DvAuthKey { get; init; }
    public string? DvAuthValue { get; init; }
    public string? DvAuthDomain { get; init; }
    public string? DvAuthPath { get; init; }
    public string? DvAuthSubDomain { get; init; }
    public string? DvAuthVerifyType { get; init; }
}
