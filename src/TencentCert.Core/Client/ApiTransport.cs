namespace TencentCert.Core.Client;

/// <summary>
/// The process's HTTP connections. They carry no key and no default header, so sharing them between
/// connections saves handshakes and leaks nothing. What HttpClient would add (a base address, default headers, a time
/// limit over all) has no use here: each attempt has a limit of its own.
/// </summary>
internal static class ApiTransport
{
    private static readonly Lazy<HttpMessageInvoker> Direct = new(() => Create(useProxy: false));
    private static readonly Lazy<HttpMessageInvoker> Proxied = new(() => Create(useProxy: true));

    /// <summary>The way to an endpoint: loopback never goes through the environment's proxy.</summary>
    public static HttpMessageInvoker For(ServiceEndpoints endpoints) => (endpoints.IsLoopback ? Direct : Proxied).Value;

    private static HttpMessageInvoker Create(bool useProxy) =>
        new(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = useProxy,
            ConnectTimeout = TimeSpan.FromSeconds(10),
            PooledConnectionLifetime = TimeSpan.FromMinutes(10),

            // Shorter than any gateway's own limit: a call should not meet a connection that is just being closed.
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(20),

            // The environment's proxy may want the user's own account (NTLM, Negotiate).
            DefaultProxyCredentials = System.Net.CredentialCache.DefaultCredentials,
            ActivityHeadersPropagator = null,
        });
}
