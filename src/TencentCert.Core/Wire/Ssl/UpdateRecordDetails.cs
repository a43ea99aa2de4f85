namespace TencentCert.Core.Wire.Ssl;

/// <summary>UpdateRecordDetails of the API.</summary>
public sealed partial class UpdateRecordDetails
{
    public string? ResourceType { get; set; }
    public List<UpdateRecordDetail>? List { get; set; }
    public long? TotalCount { get; set; }
}
