namespace TencentCert.Core.Ssl.Wire;

/// <summary>OperationLog of the API.</summary>
public sealed class OperationLog
{
    public string? Action { get; init; }
    public string? CreatedOn { get; init; }
    public string? Uin { get; init; }
    public string? SubAccountUin { get; init; }
    public string? CertId { get; init; }
    public string? Type { get; init; }
}
