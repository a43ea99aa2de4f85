namespace TencentCert.Core.Ssl.Wire;

/// <summary>UpdateRecordDetails of the API.</summary>
public sealed class UpdateRecordDetails
{
    public string? ResourceType { get; init; }
    public List<UpdateRecordDetail>? List { get; init; }
    public long? TotalCount { get; init; }
}
