namespace TencentCert.Core.Wire.Ssl;

/// <summary>ProjectInfo of the API.</summary>
public sealed partial class ProjectInfo
{
    public string? ProjectName { get; set; }
    public long? ProjectCreatorUin { get; set; }
    public string? ProjectCreateTime { get; set; }
    public string? ProjectResume { get; set; }
    public long? OwnerUin { get; set; }
    public string? ProjectId { get; set; }
}
