namespace TencentCert.Core.Ssl.Wire;

/// <summary>UpdateRecordDetail of the API.</summary>
public sealed class UpdateRecordDetail
{
    public long? Id { get; init; }
    public string? CertId { get; init; }
    public string? OldCertId { get; init; }
    public List<string>? Domains { get; init; }
    public string? ResourceType { get; init; }
    public string? Region { get; init; }
    public long? Status { get; init; }
    public string? ErrorMsg { get; init; }
    public string? CreateTime { get; init; }
    public string? UpdateTime { get; init; }
    public string? InstanceId { get; init; }
    public string? InstanceName { get; init; }
    public string? ListenerId { get; init; }
    public string? ListenerName { get; init; }
    public string? Protocol { get; init; }
    public long? SniSwitch { get; init; }
    public string? Bucket { get; init; }
    public long? Port { get; init; }
    public string? Namespace { get; init; }
    public string? SecretName { get; init; }
    public string? EnvId { get; init; }
    public string? TCBType { get; init; }
    public string? Url { get; init; }
    public string? Algorithm { get; init; }
    public string? OldAlgorithm { get; init; }
    public string? InstanceStatus { get; init; }
    public string? ListenerStatus { get; init; }
}
