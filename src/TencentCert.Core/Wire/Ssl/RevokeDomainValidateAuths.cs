namespace TencentCert.Core.Wire.Ssl;

/// <summary>RevokeDomainValidateAuths of the API.</summary>
public sealed partial class RevokeDomainValidateAuths
{
    public string? DomainValidateAuthPath { get; set; }
    public string? DomainValidateAuthKey { get; set; }
    public string? DomainValidateAuthValue { get; set; }
    public string? DomainValidateAuthDomain { get; set; }
}
