namespace TencentCert.Core.Wire.Ssl;

/// <summary>TkeNameSpaceDetail of the API.</summary>
public sealed partial class TkeNameSpaceDetail
{
    public string? Name { get; set; }
    public List<TkeSecretDetail>? SecretList { get; set; }
}
