namespace TencentCert.Core.Wire.Ssl;

/// <summary>OperationLog of the API.</summary>
public sealed partial class OperationLog
{
    public string? Action { get; set; }
    public string? CreatedOn { get; set; }
    public string? Uin { get; set; }
    public string? SubAccountUin { get; set; }
    public string? CertId { get; set; }
    public string? Type { get; set; }
}
