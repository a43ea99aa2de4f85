namespace TencentCert.Core.Wire.Ssl;

/// <summary>TCBEnvironment of the API.</summary>
public sealed partial class TCBEnvironment
{
    public string? ID { get; set; }
    public string? Source { get; set; }
    public string? Name { get; set; }
    public string? Status { get; set; }
}
