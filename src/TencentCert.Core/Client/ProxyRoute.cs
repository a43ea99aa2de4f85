using System.Globalization;
using System.Text.RegularExpressions;

namespace TencentCert.Core.Client;

/// <summary>
/// The proxy for an address, so that an error names the proxy instead of the service behind it. A user name and
/// password in the same setting are never shown.
/// </summary>
/// <param name="Authority">Host and port.</param>
/// <param name="Setting">Where the proxy is configured: an environment variable, or the system's settings.</param>
internal sealed partial record ProxyRoute(string Authority, string Setting)
{
    // The order in which the platform reads them.
    private static readonly string[] HttpVariables = ["http_proxy", "HTTP_PROXY"];
    private static readonly string[] HttpsVariables = ["https_proxy", "HTTPS_PROXY"];
    private static readonly string[] CommonVariables = ["all_proxy", "ALL_PROXY"];
    private static readonly string[] ExceptionVariables = ["no_proxy", "NO_PROXY"];

    /// <summary>The proxy for an address; null for a direct connection.</summary>
    public static ProxyRoute? Of(ServiceEndpoints endpoints, Uri address) =>
        !endpoints.IsLoopback && !HttpClient.DefaultProxy.IsBypassed(address) && HttpClient.DefaultProxy.GetProxy(address) is { } proxy
            ? new ProxyRoute(proxy.Authority, Variable(address) ?? Wording.Of($"the system's settings"))
            : null;

    /// <summary>The environment variable that the platform ignores, as its value is not the address of a proxy; null for none.</summary>
    public static string? IgnoredVariable(ServiceEndpoints endpoints, Uri address) =>
        !endpoints.IsLoopback && HttpClient.DefaultProxy.GetProxy(address) is null && FirstSet(ExceptionVariables) is null
            ? Variable(address) : null;

    private static string? Variable(Uri address) =>
        FirstSet([.. address.Scheme == Uri.UriSchemeHttps ? HttpsVariables : HttpVariables, .. CommonVariables]);

    private static string? FirstSet(string[] variables) =>
        variables.FirstOrDefault(static name => Environment.GetEnvironmentVariable(name) is { Length: > 0 });

    /// <summary>HTTP status with which a proxy refused the tunnel; 0 for any other failure.</summary>
    public static int RefusalStatus(Exception problem) =>
        problem is HttpRequestException { HttpRequestError: HttpRequestError.ProxyTunnelError }
        && Status().Match(problem.Message) is { Success: true } status ? int.Parse(status.Value, CultureInfo.InvariantCulture) : 0;

    // The platform reports the status only in its message, which also contains the proxy's whole address.
    [GeneratedRegex("(?<=')[1-5][0-9]{2}(?=')", RegexOptions.RightToLeft)]
    private static partial Regex Status();
}
