using TencentCert.Core.Api;

namespace TencentCert.Connection;

/// <summary>Settings of a connection nobody described.</summary>
internal static class ConnectionSettings
{
    /// <summary>The region the other Tencent tools would use too.</summary>
    public static string? Region => Environment.GetEnvironmentVariable("TENCENTCLOUD_REGION") is { Length: > 0 } region ? region : null;

    /// <summary>Defaults, and what the environment says.</summary>
    public static ConnectionOptions FromEnvironment() => new() { Region = Region };
}
