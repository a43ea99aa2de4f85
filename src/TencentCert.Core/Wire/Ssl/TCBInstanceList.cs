namespace TencentCert.Core.Wire.Ssl;

/// <summary>TCBInstanceList of the API.</summary>
public sealed partial class TCBInstanceList
{
    public string? Region { get; set; }
    public List<TCBEnvironments>? Environments { get; set; }
    public string? Error { get; set; }
}
