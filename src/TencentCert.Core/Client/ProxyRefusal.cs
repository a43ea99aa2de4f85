using System.Text.RegularExpressions;

namespace TencentCert.Core.Client;

/// <summary>A proxy that refused the way through. The platform's words repeat its whole address, and so the password of <c>HTTPS_PROXY</c>.</summary>
internal static partial class ProxyRefusal
{
    public static bool Is(Exception problem) => problem is HttpRequestException { HttpRequestError: HttpRequestError.ProxyTunnelError };

    /// <summary>The platform's words, with the address as it may be shown.</summary>
    public static string Words(Exception problem) => NameAndPassword().Replace(problem.Message, "://");

    [GeneratedRegex("://.*@")]
    private static partial Regex NameAndPassword();
}
