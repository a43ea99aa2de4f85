namespace TencentCert.Core.Ssl.Wire;

/// <summary>TkeInstanceDetail of the API.</summary>
public sealed class TkeInstanceDetail
{
    public string? ClusterId { get; init; }
    public string? ClusterName { get; init; }
    public List<TkeNameSpaceDetail>? NamespaceList { get; init; }
    public string? ClusterType { get; init; }
    public string? ClusterVersion { get; init; }
}
