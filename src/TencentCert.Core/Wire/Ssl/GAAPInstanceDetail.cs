namespace TencentCert.Core.Wire.Ssl;

/// <summary>GAAPInstanceDetail of the API.</summary>
public sealed partial class GAAPInstanceDetail
{
    public string? InstanceId { get; set; }
    public List<GAAPListenerDetail>? ListenerList { get; set; }
    public string? InstanceName { get; set; }
}
