using System.Globalization;
using System.Diagnostics;
using System.Net;
using TencentCert.Core.Client;
using TencentCert.Core.Rotation;
using TencentCert.Emulator;

namespace TencentCert.Benchmarks;

/// <summary>
/// One certificate from the first look to the proof, in real time with 100 ms latency and 40 ms jitter: every call, and every time in which
/// none was in progress. The service's own times are the emulator's: 10 s for the validation, 5 s for the issue, 2 s each for a change, a
/// search and a deployment.
/// </summary>
internal static class TimelineBenchmark
{
    private const string Certificate = "b72kpMrj";

    /// <summary>Measures and prints.</summary>
    public static async Task MeasureAsync()
    {
        await using var emulator = await TencentCloudEmulator.StartAsync(new EmulatorOptions
        {
            Latency = TimeSpan.FromMilliseconds(100),
            Jitter = TimeSpan.FromMilliseconds(40),
        });
        var calls = new List<(string Action, string? Code, double From, double To)>();
        var started = Stopwatch.GetTimestamp();
        var client = new ApiClient(
            TencentCertConnection.Create(
                emulator.SecretId, emulator.SecretKey, new ConnectionOptions { Endpoint = emulator.Endpoint.OriginalString }),
            attempt =>
            {
                var now = Stopwatch.GetElapsedTime(started).TotalSeconds;
                lock (calls)
                {
                    calls.Add((attempt.Action, attempt.Code, now - attempt.Duration.TotalSeconds, now));
                }
            });
        var plan = await new RotationPlanner(client).PlanAsync(new RotationQuery { CertificateIds = [Certificate] });
        var planned = Stopwatch.GetElapsedTime(started).TotalSeconds;
        using var runner = new RotationRunner(
            client, new RotationOptions { Verify = true,
                ConnectTo = new DnsEndPoint(emulator.Edge.Address.ToString(), emulator.Edge.Port) });
        var (result, failure) = await runner.RunAsync(plan.Items[0]);
        var total = Stopwatch.GetElapsedTime(started).TotalSeconds;
        Print([.. calls.OrderBy(call => call.From)], total);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, 
            $"{Certificate}: {result.Changed} changed, proven {result.Verified}, failed {(failure is null ? 0 : 1)}; plan {planned:0.0} s, "
            + $"all {total:0.0} s, {calls.Count} calls; load {Load()}"));
    }

    private static void Print(IReadOnlyList<(string Action, string? Code, double From, double To)> calls, double total)
    {
        Console.WriteLine("| from s | to s | what |");
        Console.WriteLine("|---:|---:|---|");
        var (busyUntil, waited) = (0.0, 0.0);
        foreach (var (action, code, from, to) in calls.Append(("end", null, total, total)))
        {
            if (from - busyUntil > 0.02)
            {
                Console.WriteLine(
                    string.Create(CultureInfo.InvariantCulture,
                        $"| {busyUntil:0.00} | {from:0.00} | no call for {from - busyUntil:0.00} s |"));
                waited += from - busyUntil;
            }

            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {from:0.00} | {to:0.00} | {action}{(code is null ? "" : " " + code)} |"));
            busyUntil = Math.Max(busyUntil, to);
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Without a call: {waited:0.0} s of {total:0.0} s."));
    }

    private static string Load() => OperatingSystem.IsLinux() ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown";
}
