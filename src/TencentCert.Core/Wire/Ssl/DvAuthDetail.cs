namespace TencentCert.Core.Wire.Ssl;

/// <summary>DvAuthDetail of the API.</summary>
public sealed partial class DvAuthDetail
{
    public string? DvAuthKey { get; set; }
    public string? DvAuthValue { get; set; }
    public string? DvAuthDomain { get; set; }
    public string? DvAuthPath { get; set; }
    public string? DvAuthKeySubDomain { get; set; }
    public List<DvAuths>? DvAuths { get; set; }
}
