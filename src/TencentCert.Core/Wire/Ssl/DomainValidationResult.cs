namespace TencentCert.Core.Wire.Ssl;

/// <summary>DomainValidationResult of the API.</summary>
public sealed partial class DomainValidationResult
{
    public string? Domain { get; set; }
    public string? VerifyType { get; set; }
    public long? LocalCheck { get; set; }
    public long? CaCheck { get; set; }
    public string? LocalCheckFailReason { get; set; }
    public List<string>? CheckValue { get; set; }
    public bool? Frequently { get; set; }
    public bool? Issued { get; set; }
}
