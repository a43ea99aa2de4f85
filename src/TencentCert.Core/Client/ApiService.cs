namespace TencentCert.Core.Client;

/// <summary>One Tencent Cloud API: its signed name, which is also the first part of the host, and its version.</summary>
/// <param name="Name">Signed service name, such as <c>ssl</c>. A constant of the API, never read from an endpoint.</param>
/// <param name="Version">Value of <c>X-TC-Version</c>.</param>
/// <param name="RequestsPerSecond">Documented rate limit of one action for one account, in requests a second.</param>
public sealed record ApiService(string Name, string Version, double RequestsPerSecond = 20)
{
    /// <summary>SSL Certificate Service. Its current documentation gives 10 requests a second for the actions used here.</summary>
    public static readonly ApiService Ssl = new("ssl", "2019-12-05", 10);

    /// <summary>Global Application Acceleration Platform.</summary>
    public static readonly ApiService Gaap = new("gaap", "2018-05-29");

    /// <summary>Security Token Service.</summary>
    public static readonly ApiService Sts = new("sts", "2018-08-13");
}
