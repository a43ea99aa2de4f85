namespace TencentCert.Core.Gaap.Wire;

/// <summary>RuleCheckParams of the API.</summary>
public sealed class RuleCheckParams
{
    public long? DelayLoop { get; init; }
    public long? ConnectTimeout { get; init; }
    public string? Path { get; init; }
    public string? Method { get; init; }
    public List<long>? StatusCode { get; init; }
    public string? Domain { get; init; }
    public long? FailedCountInter { get; init; }
    public long? FailedThreshold { get; init; }
    public long? BlockInter { get; init; }
}
