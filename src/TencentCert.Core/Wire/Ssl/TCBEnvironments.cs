namespace TencentCert.Core.Wire.Ssl;

/// <summary>TCBEnvironments of the API.</summary>
public sealed partial class TCBEnvironments
{
    public TCBEnvironment? Environment { get; set; }
    public TCBAccessService? AccessService { get; set; }
    public TCBHostService? HostService { get; set; }
}
