namespace TencentCert.Core.Wire.Gaap;

/// <summary>RuleInfo of the API.</summary>
public sealed partial class RuleInfo
{
    public string? RuleId { get; set; }
    public string? ListenerId { get; set; }
    public string? Domain { get; set; }
    public string? Path { get; set; }
    public string? RealServerType { get; set; }
    public string? Scheduler { get; set; }
    public long? HealthCheck { get; set; }
    public long? RuleStatus { get; set; }
    public RuleCheckParams? CheckParams { get; set; }
    public List<BindRealServer>? RealServerSet { get; set; }
    public long? BindStatus { get; set; }
    public string? ForwardHost { get; set; }
    public string? ServerNameIndicationSwitch { get; set; }
    public string? ServerNameIndication { get; set; }
    public string? ForcedRedirect { get; set; }
    public string? ForwardProtocol { get; set; }
}
