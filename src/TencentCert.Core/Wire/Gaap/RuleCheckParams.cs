namespace TencentCert.Core.Wire.Gaap;

/// <summary>RuleCheckParams of the API.</summary>
public sealed partial class RuleCheckParams
{
    public long? DelayLoop { get; set; }
    public long? ConnectTimeout { get; set; }
    public string? Path { get; set; }
    public string? Method { get; set; }
    public List<long>? StatusCode { get; set; }
    public string? Domain { get; set; }
    public long? FailedCountInter { get; set; }
    public long? FailedThreshold { get; set; }
    public long? BlockInter { get; set; }
}
