namespace TencentCert.Core.Ssl.Wire;

/// <summary>GAAPInstanceDetail of the API.</summary>
public sealed class GAAPInstanceDetail
{
    public string? InstanceId { get; init; }
    public List<GAAPListenerDetail>? ListenerList { get; init; }
    public string? InstanceName { get; init; }
}
