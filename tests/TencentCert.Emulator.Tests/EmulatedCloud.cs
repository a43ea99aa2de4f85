using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using TencentCert.Emulator.World;

namespace TencentCert.Emulator.Tests;

/// <summary>An emulator and a client with its key. The clock does not run unless a test starts it.</summary>
internal sealed class EmulatedCloud : IAsyncDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false });

    private EmulatedCloud(TencentCloudEmulator emulator) => Emulator = emulator;

    public TencentCloudEmulator Emulator { get; }

    public EmulatorWorld World => Emulator.World;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static async Task<EmulatedCloud> StartAsync(EmulatorOptions? options = null) =>
        new(await TencentCloudEmulator.StartAsync(options ?? new EmulatorOptions { Speed = 0, RequestsPerSecond = 0 }, Cancelled));

    public SignedCall Ssl(string action, string body = "{}") =>
        new(Emulator.SecretId, Emulator.SecretKey, "ssl", "2019-12-05", action) { Body = body };

    public SignedCall Gaap(string action, string body = "{}") =>
        new(Emulator.SecretId, Emulator.SecretKey, "gaap", "2018-05-29", action) { Body = body };

    public async Task<HttpResponseMessage> SendRawAsync(SignedCall call) => await _http.SendAsync(call.For(Emulator.Endpoint), Cancelled);

    public async Task<HttpResponseMessage> SendRawAsync(HttpRequestMessage request) => await _http.SendAsync(request, Cancelled);

    /// <summary>The content of <c>Response</c>, error or not.</summary>
    public async Task<JsonElement> SendAsync(SignedCall call)
    {
        using var response = await SendRawAsync(call);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        using var document = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Cancelled));
        return document.RootElement.GetProperty("Response").Clone();
    }

    public async Task<JsonElement> CallAsync(SignedCall call)
    {
        var response = await SendAsync(call);
        Assert.False(response.TryGetProperty("Error", out var error), error.ValueKind == JsonValueKind.Undefined ? null : error.ToString());
        return response;
    }

    public Task<JsonElement> SslAsync(string action, object body) => CallAsync(Ssl(action, JsonSerializer.Serialize(body)));

    public Task<JsonElement> GaapAsync(string action, object body) => CallAsync(Gaap(action, JsonSerializer.Serialize(body)));

    public async Task<string> ErrorAsync(SignedCall call)
    {
        var response = await SendAsync(call);
        Assert.True(response.TryGetProperty("Error", out var error), "An error was expected: " + response);
        Assert.NotEmpty(error.GetProperty("Message").GetString()!);
        Assert.True(Guid.TryParse(response.GetProperty("RequestId").GetString(), out _));
        return error.GetProperty("Code").GetString()!;
    }

    public Task<string> SslErrorAsync(string action, object body) => ErrorAsync(Ssl(action, JsonSerializer.Serialize(body)));

    public Task<string> GaapErrorAsync(string action, object body) => ErrorAsync(Gaap(action, JsonSerializer.Serialize(body)));

    public async Task<JsonElement> DescribeAsync(string certificateId) =>
        await SslAsync("DescribeCertificate", new { CertificateId = certificateId });

    public async Task<int> StatusAsync(string certificateId) => (await DescribeAsync(certificateId)).GetProperty("Status").GetInt32();

    public async Task<JsonElement> DomainAsync(string listenerId, string domain)
    {
        var rules = await GaapAsync("DescribeRules", new { ListenerId = listenerId });
        return rules.GetProperty("DomainRuleSet").EnumerateArray().Single(rule => rule.GetProperty("Domain").GetString() == domain);
    }

    /// <summary>The leaf certificate served by the edge, with a chain to the root of the emulator.</summary>
    public async Task<X509Certificate2> HandshakeAsync(string hostName)
    {
        using var root = X509Certificate2.CreateFromPem(Emulator.CertificateAuthorityPem);
        X509Certificate2? served = null;
        using var client = new TcpClient();
        await client.ConnectAsync(Emulator.Edge, Cancelled);
        await using var stream = new SslStream(client.GetStream());
        await stream.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions
            {
                TargetHost = hostName,
                CertificateChainPolicy = new X509ChainPolicy
                {
                    TrustMode = X509ChainTrustMode.CustomRootTrust,
                    CustomTrustStore = { root },
                    RevocationMode = X509RevocationMode.NoCheck,
                    VerificationFlags = X509VerificationFlags.IgnoreNotTimeValid,
                },
                RemoteCertificateValidationCallback = (_, certificate, _, errors) =>
                {
                    served = X509CertificateLoader.LoadCertificate(certificate!.GetRawCertData());

                    // On Windows the edge serves only the leaf.
                    return errors == SslPolicyErrors.None
                        || (OperatingSystem.IsWindows() && errors == SslPolicyErrors.RemoteCertificateChainErrors);
                },
            },
            Cancelled);
        return served!;
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await Emulator.DisposeAsync();
    }
}
