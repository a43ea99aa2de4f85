namespace TencentCert.Core.Ssl.Wire;

/// <summary>TCBEnvironments of the API.</summary>
public sealed class TCBEnvironments
{
    public TCBEnvironment? Environment { get; init; }
    public TCBAccessService? AccessService { get; init; }
    public TCBHostService? HostService { get; init; }
}
