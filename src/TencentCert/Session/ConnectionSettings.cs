using System.Globalization;

namespace TencentCert.Session;

/// <summary>Settings of the default connection: from the environment and the session.</summary>
internal static class ConnectionSettings
{
    /// <summary>Region from the variable that other Tencent tools use, and service messages in the session's language.</summary>
    public static ConnectionOptions Default() => new()
    {
        Region = Environment.GetEnvironmentVariable("TENCENTCLOUD_REGION") is { Length: > 0 } region ? region : null,
        Language = CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "zh" ? "zh-CN" : "en-US",
    };
}
