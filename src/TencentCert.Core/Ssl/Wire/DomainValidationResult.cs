namespace TencentCert.Core.Ssl.Wire;

/// <summary>DomainValidationResult of the API.</summary>
public sealed class DomainValidationResult
{
    public string? Domain { get; init; }
    public string? VerifyType { get; init; }
    public long? LocalCheck { get; init; }
    public long? CaCheck { get; init; }
    public string? LocalCheckFailReason { get; init; }
    public List<string>? CheckValue { get; init; }
    public bool? Frequently { get; init; }
    public bool? Issued { get; init; }
}
