using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using TencentCert.Core.Errors;

namespace TencentCert.Core.Tests.Client;

/// <summary>The part of an unreadable response in the error: enough to identify the sender, and no key.</summary>
public sealed class ApiClientSecretTests
{
    private const string Pem = "-----BEGIN RSA PRIVATE KEY-----\nMIIEowIBAAKCAQEAsecretsecretsecret\n-----END RSA PRIVATE KEY-----";

    [Theory]
    [InlineData(200)]
    [InlineData(502)]
    public async Task The_beginning_of_an_unreadable_response_is_shown(int status)
    {
        await using var server = ScriptedServer.Start(Replies.Body("<html>\r\n<title>Corporate proxy says no</title>", status));
        var failure = await new WiredClient(server).FailAsync();
        Assert.Contains("<title>Corporate proxy says no</title>", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', failure.Message);
    }

    [Fact]
    public async Task An_empty_response_is_reported_as_empty()
    {
        await using var server = ScriptedServer.Start(Replies.Body("", 502));
        Assert.Contains("(empty)", (await new WiredClient(server).FailAsync()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_long_response_is_truncated()
    {
        await using var server = ScriptedServer.Start(Replies.Body(string.Concat(Enumerable.Repeat("only words ", 1000)), 502));
        Assert.InRange((await new WiredClient(server).FailAsync()).Message.Length, 200, 300);
    }

    [Theory]
    [InlineData("{\"Response\":{\"CertificatePrivateKey\":\"@\"", 200)]
    [InlineData("@", 200)]
    [InlineData("@", 502)]
    [InlineData("some words before it @", 400)]
    public async Task A_private_key_is_not_shown(string body, int status)
    {
        await using var server = ScriptedServer.Start(Replies.Body(body.Replace("@", Pem, StringComparison.Ordinal), status));
        var client = new WiredClient(server);
        var failure = await client.FailAsync();
        Assert.DoesNotContain("secret", failure.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("MII", failure.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("secretsecret", client.Attempts[0].ToString(), StringComparison.Ordinal);
    }

    // A refusal of the service may quote the refused value.
    [Fact]
    public async Task A_private_key_in_a_refusal_is_not_shown()
    {
        var body = JsonSerializer.Serialize(
            new { Response = new { Error = new { Code = "InvalidParameter", Message = "This is no key: " + Pem }, RequestId = "id-3" } });
        await using var server = ScriptedServer.Start(Replies.Body(body));
        var failure = await new WiredClient(server).FailAsync();
        Assert.Equal("InvalidParameter", failure.Code);
        Assert.Equal("This is no key: …", failure.Message);
        Assert.Equal("id-3", failure.RequestId);
    }

    // The token of an identity provider, which AssumeRoleWithWebIdentity sends.
    [Fact]
    public async Task A_web_identity_token_in_a_refusal_is_not_shown()
    {
        await using var server = ScriptedServer.Start(Replies.Body(
            """{"Response":{"Error":{"Code":"InvalidParameter","Message":"Token eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJtZSJ9.c2VjcmV0 has ended"},"RequestId":"id-3"}}"""));
        var failure = await new WiredClient(server).FailAsync();
        Assert.Equal("Token …", failure.Message);
    }

    // DownloadCertificate returns a ZIP with the key as base64, without a PEM header that identifies it.
    [Theory]
    [InlineData("{\"Response\":{\"Content\":\"@\"")]
    [InlineData("@")]
    public async Task Base64_content_is_not_shown(string body)
    {
        var packed = Convert.ToBase64String(Encoding.UTF8.GetBytes("PK private key of the certificate, packed " + Pem));
        await using var server = ScriptedServer.Start(Replies.Body(body.Replace("@", packed, StringComparison.Ordinal)));
        Assert.DoesNotContain(packed[..40], (await new WiredClient(server).FailAsync()).ToString(), StringComparison.Ordinal);
    }

    // The password of a proxy is set as HTTPS_PROXY=http://user:password@host. The message of the platform repeats this address.
    [Fact]
    public async Task The_password_of_a_proxy_is_not_shown()
    {
        await using var proxy = ScriptedServer.Start(Replies.Body("", 407));
        KnownProxies.Add("proxied.example", $"http://bob:hidden@{proxy.Host}");
        var failure = await new WiredClient("https://proxied.example").FailAsync();
        Assert.NotEmpty(proxy.Requests);
        Assert.Equal(ErrorCodes.ProxyRefused, failure.Code);
        Assert.Contains(proxy.Host, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", failure.ToString(), StringComparison.Ordinal);
        Assert.Contains("407", failure.Message, StringComparison.Ordinal);
    }

    // A SOCKS proxy returns no HTTP status. It refuses every authentication method, the credentials, or the connection.
    [Theory]
    [InlineData(new byte[] { 5, 0xFF })]
    [InlineData(new byte[] { 5, 2 }, new byte[] { 1, 1 })]
    [InlineData(new byte[] { 5, 0 }, new byte[] { 5, 5, 0, 1, 0, 0, 0, 0, 0, 0 })]
    public async Task The_reason_of_a_SOCKS_proxy_is_shown_without_its_password(params byte[][] answers)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        listener.Start();
        var proxy = listener.LocalEndpoint.ToString()!;
        var serving = ServeAsync();
        var host = $"socks{answers.Length}-{answers[0][1]}.example";
        KnownProxies.Add(host, $"socks5://bob:hidden@{proxy}");

        var failure = await new WiredClient($"https://{host}").FailAsync();

        Assert.Equal(ErrorCodes.NotSent, failure.Code);
        Assert.Contains(proxy, failure.Message, StringComparison.Ordinal);
        Assert.Contains("SOCKS", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("HTTP 0", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", failure.ToString(), StringComparison.Ordinal);
        await stop.CancelAsync();
        await serving;

        async Task ServeAsync()
        {
            var buffer = new byte[1024];
            try
            {
                while (true)
                {
                    using var client = await listener.AcceptTcpClientAsync(stop.Token);
                    foreach (var answer in answers)
                    {
                        _ = await client.GetStream().ReadAsync(buffer, stop.Token);
                        await client.GetStream().WriteAsync(answer, stop.Token);
                    }
                }
            }
            catch (Exception end) when (end is OperationCanceledException or IOException)
            {
                // The test has ended.
            }
        }
    }

    /// <summary>The process has one connection pool, which reads its proxy once. All other tests connect directly.</summary>
    private sealed class KnownProxies : IWebProxy
    {
        private static readonly KnownProxies Shared = new();

        private readonly ConcurrentDictionary<string, Uri> _proxies = new(StringComparer.Ordinal);

        public ICredentials? Credentials { get; set; }

        public static void Add(string host, string proxy)
        {
            Shared._proxies[host] = new Uri(proxy);
            HttpClient.DefaultProxy = Shared;
        }

        public Uri? GetProxy(Uri destination) => _proxies.GetValueOrDefault(destination.Host);

        public bool IsBypassed(Uri destination) => !_proxies.ContainsKey(destination.Host);
    }
}
