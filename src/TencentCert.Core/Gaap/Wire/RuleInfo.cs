namespace TencentCert.Core.Gaap.Wire;

/// <summary>RuleInfo of the API.</summary>
public sealed class RuleInfo
{
    public string? RuleId { get; init; }
    public string? ListenerId { get; init; }
    public string? Domain { get; init; }
    public string? Path { get; init; }
    public string? RealServerType { get; init; }
    public string? Scheduler { get; init; }
    public long? HealthCheck { get; init; }
    public long? RuleStatus { get; init; }
    public RuleCheckParams? CheckParams { get; init; }
    public List<BindRealServer>? RealServerSet { get; init; }
    public long? BindStatus { get; init; }
    public string? ForwardHost { get; init; }
    public string? ServerNameIndicationSwitch { get; init; }
    public string? ServerNameIndication { get; init; }
    public string? ForcedRedirect { get; init; }
    public string? ForwardProtocol { get; init; }
}
