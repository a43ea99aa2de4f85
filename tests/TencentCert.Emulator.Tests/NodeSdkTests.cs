using System.Diagnostics;
using System.Net.Sockets;
using System.Text.Json;

namespace TencentCert.Emulator.Tests;

/// <summary>
/// The official Node SDK, where there is one: TENCENTCERT_NODE_SDK names the folder it is installed in. It signs the host without its
/// port and reads the service off the host, so it needs port 80 and the names ssl.tc.test and gaap.tc.test for loopback.
/// </summary>
public sealed class NodeSdkTests
{
    private const string Script = """
        const [service, version, action, host, id, key, body] = process.argv.slice(1);
        const sdk = require(process.env.TENCENTCERT_NODE_SDK + '/node_modules/tencentcloud-sdk-nodejs');
        const client = new sdk[service][version].Client({
          credential: { secretId: id, secretKey: key }, region: '',
          profile: { httpProfile: { endpoint: host, protocol: 'http://' } } });
        client[action](JSON.parse(body)).then(
          answer => console.log(JSON.stringify(answer)),
          error => console.log(JSON.stringify({ Code: error.code ?? String(error) })));
        """;

    [Fact]
    public async Task The_official_SDK_is_accepted_with_the_right_key_and_refused_with_a_wrong_one()
    {
        if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable("TENCENTCERT_NODE_SDK")))
        {
            Assert.Skip("TENCENTCERT_NODE_SDK does not name a folder with tencentcloud-sdk-nodejs.");
        }

        await using var cloud = await StartAsync();
        var (id, key) = (cloud.Emulator.SecretId, cloud.Emulator.SecretKey);
        var list = await RunAsync("ssl", "v20191205", "DescribeCertificates", "ssl.tc.test", id, key, """{"SearchKey":"证书"}""");
        Assert.Equal(0, list.GetProperty("TotalCount").GetInt32());
        var reissue = await RunAsync("ssl", "v20191205", "ReplaceCertificate", "ssl.tc.test", id, key, """{"CertificateId":"a91hoLqi","ValidType":"DNS_AUTO"}""");
        Assert.Equal(cloud.World.FindSslCertificate("a91hoLqi")!.ReplacedFor, reissue.GetProperty("CertificateId").GetString());
        var rules = await RunAsync("gaap", "v20180529", "DescribeRules", "gaap.tc.test", id, key, """{"ListenerId":"listener-web00443"}""");
        Assert.Equal(4, rules.GetProperty("TotalCount").GetInt32());

        Assert.Equal("AuthFailure.SignatureFailure", await CodeAsync(id, "wrong"));
        Assert.Equal("AuthFailure.SecretIdNotFound", await CodeAsync("AKIDother", key));

        static async Task<string?> CodeAsync(string secretId, string secretKey) =>
            (await RunAsync("ssl", "v20191205", "DescribeCertificates", "ssl.tc.test", secretId, secretKey, "{}")).GetProperty("Code").GetString();
    }

    private static async Task<EmulatedCloud> StartAsync()
    {
        try
        {
            return await EmulatedCloud.StartAsync(new EmulatorOptions { Port = 80, Hosts = ["ssl.tc.test", "gaap.tc.test"] });
        }
        catch (Exception unavailable) when (unavailable is ArgumentException or SocketException)
        {
            Assert.Skip($"Port 80 or the host names are not to be had: {unavailable.Message}");
            throw;
        }
    }

    private static async Task<JsonElement> RunAsync(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("node", ["-e", Script, "--", .. arguments]) { RedirectStandardOutput = true })!;
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        using var document = JsonDocument.Parse(output);
        return document.RootElement.Clone();
    }
}
