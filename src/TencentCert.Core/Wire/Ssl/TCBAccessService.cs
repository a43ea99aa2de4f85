namespace TencentCert.Core.Wire.Ssl;

/// <summary>TCBAccessService of the API.</summary>
public sealed partial class TCBAccessService
{
    public List<TCBAccessInstance>? InstanceList { get; set; }
    public long? TotalCount { get; set; }
}
