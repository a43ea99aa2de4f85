namespace TencentCert.Core.Ssl.Wire;

/// <summary>CertTaskId of the API.</summary>
public sealed class CertTaskId
{
    public string? CertId { get; init; }
    public string? TaskId { get; init; }
}
