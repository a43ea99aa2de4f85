namespace TencentCert.Core.Ssl.Wire;

/// <summary>ClbInstanceDetail of the API.</summary>
public sealed class ClbInstanceDetail
{
    public string? LoadBalancerId { get; init; }
    public string? LoadBalancerName { get; init; }
    public List<ClbListener>? Listeners { get; init; }
    public long? Forward { get; init; }
}
