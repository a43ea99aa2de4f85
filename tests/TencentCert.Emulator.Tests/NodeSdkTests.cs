using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;

namespace TencentCert.Emulator.Tests;

/// <summary>
/// Tencent's SDK for Node, installed by npm if npm is available. It signs the host without its port and reads the service from the
/// host, so it gets names below localhost, and an agent (an option of the SDK) that connects to the port of the emulator.
/// </summary>
public sealed class NodeSdkTests
{
    private const string Package = "tencentcloud-sdk-nodejs-common@4.1.220";

    private const string Script = """
        const [service, version, action, port, id, key, body] = process.argv.slice(1);
        const net = require('net'), http = require('http');
        const { CommonClient } = require(process.env.TENCENTCERT_NODE_SDK + '/node_modules/tencentcloud-sdk-nodejs-common');
        const agent = new http.Agent();
        agent.createConnection = (options, connected) => net.connect({ host: '127.0.0.1', port: Number(port) }, connected);
        const client = new CommonClient(`${service}.localhost`, version, {
          credential: { secretId: id, secretKey: key }, region: '',
          profile: { httpProfile: { protocol: 'http://', agent } } });
        client.request(action, JSON.parse(body)).then(
          answer => console.log(JSON.stringify(answer)),
          error => console.log(JSON.stringify({ Code: error.code ?? String(error) })));
        """;

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(3);
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "node-sdk");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_official_SDK_is_accepted_with_the_right_key_and_refused_with_a_wrong_one()
    {
        await InstallAsync();
        await using var cloud = await EmulatedCloud.StartAsync(new EmulatorOptions { Hosts = ["ssl.localhost", "gaap.localhost"] });
        var port = cloud.Emulator.Endpoint.Port;
        var (id, key) = (cloud.Emulator.SecretId, cloud.Emulator.SecretKey);
        var list = await CallAsync("ssl", "2019-12-05", "DescribeCertificates", id, key, """{"SearchKey":"证书"}""");
        Assert.Equal(0, list.GetProperty("TotalCount").GetInt32());
        var reissue =
            await CallAsync("ssl", "2019-12-05", "ReplaceCertificate", id, key, """{"CertificateId":"a91hoLqi","ValidType":"DNS_AUTO"}""");
        Assert.Equal(cloud.World.FindSslCertificate("a91hoLqi")!.ReplacedFor, reissue.GetProperty("CertificateId").GetString());
        var rules = await CallAsync("gaap", "2018-05-29", "DescribeRules", id, key, """{"ListenerId":"listener-web00443"}""");
        Assert.Equal(4, rules.GetProperty("TotalCount").GetInt32());

        Assert.Equal("AuthFailure.SignatureFailure", await CodeAsync(id, "wrong"));
        Assert.Equal("AuthFailure.SecretIdNotFound", await CodeAsync("AKIDother", key));

        async Task<string?> CodeAsync(string secretId, string secretKey) =>
            (await CallAsync("ssl", "2019-12-05", "DescribeCertificates", secretId, secretKey, "{}")).GetProperty("Code").GetString();

        async Task<JsonElement> CallAsync(string service, string version, string action, string secretId, string secretKey, string body)
        {
            var (exitCode, output) =
                await RunAsync("node", ["-e", Script, "--", service, version, action, $"{port}", secretId, secretKey, body]);
            Assert.True(exitCode == 0, output);
            using var document = JsonDocument.Parse(output);
            return document.RootElement.Clone();
        }
    }

    // Installed once and then reused.
    private static async Task InstallAsync()
    {
        if (Directory.Exists(Path.Combine(Folder, "node_modules", "tencentcloud-sdk-nodejs-common", "tencentcloud")))
            return;

        Directory.CreateDirectory(Folder);
        try
        {
            // npm is a script, which Windows starts only through its shell.
            string[] install = ["install", "--prefix", Folder, "--no-audit", "--no-fund", "--ignore-scripts", Package];
            var (exitCode, output) = OperatingSystem.IsWindows()
                ? await RunAsync("cmd", ["/c", "npm", .. install])
                : await RunAsync("npm", install);
            Assert.SkipWhen(exitCode != 0, $"npm could not bring {Package}:\n{output}");
        }
        catch (Win32Exception)
        {
            Assert.Skip("node and npm are not on the PATH: Tencent's own SDK was NOT tried on the emulator.");
        }
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(string program, string[] arguments)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        limit.CancelAfter(Longest);
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["TENCENTCERT_NODE_SDK"] = Folder;
        using var process = Process.Start(start)!;
        try
        {
            var error = process.StandardError.ReadToEndAsync(limit.Token);
            var output = await process.StandardOutput.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return (process.ExitCode, process.ExitCode == 0 ? output : output + await error);
        }
        catch (OperationCanceledException) when (!Stop.IsCancellationRequested)
        {
            process.Kill(entireProcessTree: true);
            return (-1, $"{program} was ended after {Longest}.");
        }
    }
}
