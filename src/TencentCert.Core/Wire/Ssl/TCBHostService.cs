namespace TencentCert.Core.Wire.Ssl;

/// <summary>TCBHostService of the API.</summary>
public sealed partial class TCBHostService
{
    public List<TCBHostInstance>? InstanceList { get; set; }
    public long? TotalCount { get; set; }
}
