namespace TencentCert.Core.Wire.Ssl;

/// <summary>TkeInstanceDetail of the API.</summary>
public sealed partial class TkeInstanceDetail
{
    public string? ClusterId { get; set; }
    public string? ClusterName { get; set; }
    public List<TkeNameSpaceDetail>? NamespaceList { get; set; }
    public string? ClusterType { get; set; }
    public string? ClusterVersion { get; set; }
}
