namespace TencentCert.Core.Client;

/// <summary>
/// The HTTP connections of the process. They hold no key and no default header, so sharing them saves handshakes and discloses nothing.
/// HttpClient is not needed: there is no base address, no default header, and each attempt has its own timeout.
/// </summary>
internal static class ApiTransport
{
    private static readonly Lazy<HttpMessageInvoker> Direct = new(() => Create(useProxy: false));
    private static readonly Lazy<HttpMessageInvoker> Proxied = new(() => Create(useProxy: true));

    /// <summary>The invoker for an endpoint: loopback never uses the environment's proxy.</summary>
    public static HttpMessageInvoker For(ServiceEndpoints endpoints) => (endpoints.IsLoopback ? Direct : Proxied).Value;

    private static HttpMessageInvoker Create(bool useProxy) =>
        new(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = useProxy,
            ConnectTimeout = TimeSpan.FromSeconds(10),
            PooledConnectionLifetime = TimeSpan.FromMinutes(10),

            // Shorter than the idle timeout of any gateway, so that a call does not use a connection that is being closed.
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(20),

            // The environment's proxy may require the user's own account (NTLM, Negotiate).
            DefaultProxyCredentials = System.Net.CredentialCache.DefaultCredentials,
            ActivityHeadersPropagator = null,
        });
}
