using System.Diagnostics;
using System.Text.Json;
using TencentCert.Emulator.CommandLine;
using TencentCert.Emulator.Faults;

namespace TencentCert.Emulator.Tests;

public sealed class CommandLineTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_emulator_prints_one_JSON_line_and_serves_until_it_is_stopped()
    {
        using var process = Start(
            "--port", "0", "--secret-id", "AKIDchosen", "--secret-key", "chosen", "--listeners", "3", "--domains", "6", "--fault",
            "DescribeProxies:internal-error");
        try
        {
            using var line = JsonDocument.Parse((await process.StandardOutput.ReadLineAsync(Cancelled))!);
            Assert.Equal(["endpoint", "edge", "secretId", "secretKey"], line.RootElement.EnumerateObject().Select(member => member.Name));
            Assert.Matches(@"^127\.0\.0\.1:\d+$", line.RootElement.GetProperty("edge").GetString());
            var endpoint = new Uri(line.RootElement.GetProperty("endpoint").GetString()!);
            var call =
                new SignedCall(line.RootElement.GetProperty("secretId").GetString()!, "chosen", "gaap", "2018-05-29", "DescribeProxies");
            using var http = new HttpClient();
            using var failed = await http.SendAsync(call.For(endpoint), Cancelled);
            Assert.Contains("InternalError", await failed.Content.ReadAsStringAsync(Cancelled), StringComparison.Ordinal);
            using var served = await http.SendAsync(call.For(endpoint), Cancelled);
            Assert.Contains("ProxySet", await served.Content.ReadAsStringAsync(Cancelled), StringComparison.Ordinal);

            if (!OperatingSystem.IsWindows())
            {
                using var kill = Process.Start("kill", ["-TERM", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
                await process.WaitForExitAsync(Cancelled);
                Assert.Equal(0, process.ExitCode);
            }
        }
        finally
        {
            if (!process.HasExited)
                process.Kill();
        }
    }

    [Fact]
    public async Task An_unknown_option_is_an_error_on_stderr()
    {
        using var process = Start("--porte", "0");
        var error = await process.StandardError.ReadToEndAsync(Cancelled);
        await process.WaitForExitAsync(Cancelled);
        Assert.Equal(2, process.ExitCode);
        Assert.Contains("--porte", error, StringComparison.Ordinal);
        Assert.Empty(await process.StandardOutput.ReadToEndAsync(Cancelled));
    }

    [Fact]
    public async Task Help_lists_the_options()
    {
        using var process = Start("--help");
        Assert.Contains("--fault ACTION:KIND[:COUNT]", await process.StandardOutput.ReadToEndAsync(Cancelled), StringComparison.Ordinal);
        await process.WaitForExitAsync(Cancelled);
        Assert.Equal(0, process.ExitCode);
    }

    [Fact]
    public void Every_option_is_read()
    {
        var options = OptionReader.Read(
        [
            "--port", "8080", "--edge-port", "8443", "--host", "ssl.tc.test", "--host", "gaap.tc.test", "--listeners", "4", "--domains",
                "9",
            "--certificates", "20", "--speed", "2.5", "--latency-ms", "15", "--rate", "0", "--issue-delay", "1", "--change-delay", "0.5",
            "--no-auto-validate", "--site", "international", "--zip-layout", "per-server", "--secret-id", "a", "--secret-key", "b",
            "--token", "c",
        ])!;
        Assert.Equal((8080, 8443, 4, 9, 20), (options.Port, options.EdgePort, options.Listeners, options.Domains, options.Certificates));
        Assert.Equal(["ssl.tc.test", "gaap.tc.test"], options.Hosts);
        Assert.Equal((2.5, 0, TimeSpan.FromMilliseconds(15)), (options.Speed, options.RequestsPerSecond, options.Latency));
        Assert.Equal((TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(0.5)), (options.IssueDelay, options.ChangeDelay));
        Assert.Equal((false, EmulatorSite.International, ZipLayout.PerServer), (options.AutoValidate, options.Site, options.ZipLayout));
        Assert.Equal(("a", "b", "c"), (options.SecretId, options.SecretKey, options.Token));
    }

    [Theory]
    [InlineData("--port", "65536")]
    [InlineData("--port", "-1")]
    [InlineData("--port")]
    [InlineData("--speed", "fast")]
    [InlineData("--site", "moon")]
    [InlineData("--listeners", "0")]
    [InlineData("--fault", "DescribeRules")]
    [InlineData("--fault", "NoSuchAction:refuse")]
    [InlineData("--fault", "DescribeRules:refused")]
    [InlineData("--fault", "DescribeRules:refuse:0")]
    [InlineData("--fault", "DescribeRules:refuse:101%")]
    [InlineData("--fault", "DescribeRules:3")]
    [InlineData("extra")]
    public void Invalid_options_are_refused(params string[] arguments) =>
        Assert.Throws<CommandLineException>(() => OptionReader.Read(arguments));

    [Theory]
    [InlineData("DescribeRules:lose-answer", FaultKind.LoseAnswer, 1)]
    [InlineData("DescribeRules:LoseAnswer:2", FaultKind.LoseAnswer, 2)]
    [InlineData("*:throttle:3", FaultKind.Throttle, 3)]
    [InlineData("DescribeRules:FailedOperation.NetworkError", FaultKind.ErrorCode, 1)]
    [InlineData("DescribeRules:ResourceNotFound:2", FaultKind.ErrorCode, 2)]
    public void The_fault_option_plans_faults(string text, FaultKind kind, int count)
    {
        var faults = OptionReader.Read(["--fault", text])!.Faults!;
        for (var number = 0; number < count; number++)
            Assert.Equal(kind, faults.Take("gaap", "DescribeRules", mayBeBusy: false)!.Kind);

        Assert.Null(faults.Take("gaap", "DescribeRules", mayBeBusy: false));
    }

    private static Process Start(params string[] arguments) =>
        Process.Start(new ProcessStartInfo("dotnet", [typeof(TencentCloudEmulator).Assembly.Location, .. arguments])
    {
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;
}
