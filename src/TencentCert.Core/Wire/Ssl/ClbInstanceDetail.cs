namespace TencentCert.Core.Wire.Ssl;

/// <summary>ClbInstanceDetail of the API.</summary>
public sealed partial class ClbInstanceDetail
{
    public string? LoadBalancerId { get; set; }
    public string? LoadBalancerName { get; set; }
    public List<ClbListener>? Listeners { get; set; }
    public long? Forward { get; set; }
}
