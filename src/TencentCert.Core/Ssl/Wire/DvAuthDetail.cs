namespace TencentCert.Core.Ssl.Wire;

/// <summary>DvAuthDetail of the API.</summary>
public sealed class DvAuthDetail
{
    public string? DvAuthKey { get; init; }
    public string? DvAuthValue { get; init; }
    public string? DvAuthDomain { get; init; }
    public string? DvAuthPath { get; init; }
    public string? DvAuthKeySubDomain { get; init; }
    public List<DvAuths>? DvAuths { get; init; }
}
