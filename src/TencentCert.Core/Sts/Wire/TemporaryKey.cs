namespace TencentCert.Core.Sts.Wire;

/// <summary>A key that ends, as STS answers it.</summary>
public sealed class TemporaryKey
{
    public string? Token { get; init; }

    public string? TmpSecretId { get; init; }

    public string? TmpSecretKey { get; init; }
}
