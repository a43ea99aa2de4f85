namespace TencentCert.Core.Wire.Sts;

/// <summary>A key that ends, as STS answers it.</summary>
public sealed partial class TemporaryKey
{
    public string? Token { get; set; }

    public string? TmpSecretId { get; set; }

    public string? TmpSecretKey { get; set; }
}
