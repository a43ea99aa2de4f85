namespace TencentCert.Core.Wire.Ssl;

/// <summary>DeployRecordDetail of the API.</summary>
public sealed partial class DeployRecordDetail
{
    public long? Id { get; set; }
    public string? CertId { get; set; }
    public string? OldCertId { get; set; }
    public string? InstanceId { get; set; }
    public string? InstanceName { get; set; }
    public string? ListenerId { get; set; }
    public List<string>? Domains { get; set; }
    public string? Protocol { get; set; }
    public long? Status { get; set; }
    public string? ErrorMsg { get; set; }
    public string? CreateTime { get; set; }
    public string? UpdateTime { get; set; }
    public string? ListenerName { get; set; }
    public long? SniSwitch { get; set; }
    public string? Bucket { get; set; }
    public string? Namespace { get; set; }
    public string? SecretName { get; set; }
    public long? Port { get; set; }
    public string? EnvId { get; set; }
    public string? TCBType { get; set; }
    public string? Region { get; set; }
    public List<string>? Url { get; set; }
    public string? Algorithm { get; set; }
    public string? OldAlgorithm { get; set; }
    public string? InstanceStatus { get; set; }
    public string? ListenerStatus { get; set; }
}
