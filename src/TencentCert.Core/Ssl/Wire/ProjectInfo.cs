namespace TencentCert.Core.Ssl.Wire;

/// <summary>ProjectInfo of the API.</summary>
public sealed class ProjectInfo
{
    public string? ProjectName { get; init; }
    public long? ProjectCreatorUin { get; init; }
    public string? ProjectCreateTime { get; init; }
    public string? ProjectResume { get; init; }
    public long? OwnerUin { get; init; }
    public string? ProjectId { get; init; }
}
