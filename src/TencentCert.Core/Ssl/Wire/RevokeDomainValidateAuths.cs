namespace TencentCert.Core.Ssl.Wire;

/// <summary>RevokeDomainValidateAuths of the API.</summary>
public sealed class RevokeDomainValidateAuths
{
    public string? DomainValidateAuthPath { get; init; }
    public string? DomainValidateAuthKey { get; init; }
    public string? DomainValidateAuthValue { get; init; }
    public string? DomainValidateAuthDomain { get; init; }
}
