namespace TencentCert.Core.Wire.Ssl;

/// <summary>Error of the API.</summary>
public sealed partial class Error
{
    public string? Code { get; set; }
    public string? Message { get; set; }
}
