namespace TencentCert.Core.Wire.Ssl;

/// <summary>DvAuths of the API.</summary>
public sealed partial class DvAuths
{
    public string? DvAuthKey { get; set; }
    public string? DvAuthValue { get; set; }
    public string? DvAuthDomain { get; set; }
    public string? DvAuthPath { get; set; }
    public string? DvAuthSubDomain { get; set; }
    public string? DvAuthVerifyType { get; set; }
}
