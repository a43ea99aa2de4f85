using System.Diagnostics;
using System.Globalization;
using TencentCert.Core.Bindings;
using TencentCert.Core.Bindings.Journal;
using TencentCert.Core.Client;
using TencentCert.Core.Gaap;
using TencentCert.Core.Wire;
using TencentCert.Core.Wire.Gaap;
using TencentCert.Emulator;
using TencentCert.Emulator.Requests;

namespace TencentCert.Benchmarks;

/// <summary>
/// Bindings against an emulator in a process of its own, in real time, with 100 ms latency and 40 ms jitter, for each way a
/// service may count requests: the module, a sequential loop of raw calls, and the limit's own time side by side.
/// </summary>
internal static class PaceBenchmark
{
    private const string Command = "emulate";
    private const double Rate = 20;
    private const int LoopCalls = 60;

    /// <summary>Seconds busy that stand for a mix: each listener has one of these.</summary>
    private const double Mix = -1;

    private static readonly double[] Mixed = [0, 0.5, 2, 10];

    /// <summary>Whether the program was started to be the emulator.</summary>
    public static bool IsMeant(string[] arguments) => arguments is [Command, ..];

    /// <summary>Emulates until its input ends.</summary>
    public static async Task<int> EmulateAsync(string[] arguments)
    {
        var domains = int.Parse(arguments[2], CultureInfo.InvariantCulture);
        var busySeconds = double.Parse(arguments[4], CultureInfo.InvariantCulture);
        await using var emulator = await TencentCloudEmulator.StartAsync(new EmulatorOptions
        {
            Listeners = int.Parse(arguments[3], CultureInfo.InvariantCulture),
            Domains = domains,
            Latency = TimeSpan.FromMilliseconds(100),
            Jitter = TimeSpan.FromMilliseconds(40),
            RequestsPerSecond = Rate,
            Limiter = Enum.Parse<RateLimitKind>(arguments[1]),
            ChangeDelay = TimeSpan.FromSeconds(Math.Max(0, busySeconds)),
        });
        if (busySeconds == Mix)
        {
            foreach (var (listener, number) in emulator.World.Listeners.Select((listener, number) => (listener, number)))
                listener.ChangeDelay = TimeSpan.FromSeconds(Mixed[number % Mixed.Length]);
        }

        var fresh = emulator.World.AddGaapCertificate(emulator.World.AddSslCertificate(["*.bulk.example.com"]));
        Console.WriteLine($"{emulator.Endpoint.OriginalString} {emulator.SecretId} {emulator.SecretKey} {fresh.Id}");
        await Console.In.ReadToEndAsync();
        return 0;
    }

    /// <summary>Measures and prints; the load of the machine is printed beside each figure.</summary>
    /// <param name="bindings">How many bindings.</param>
    /// <param name="busySeconds">How long a listener is busy after a change; -1 for a mix of 0, 0.5, 2 and 10 s.</param>
    /// <param name="listeners">Listeners.</param>
    public static async Task MeasureAsync(int bindings, double busySeconds, int listeners)
    {
        // The kind of limit matters where the limit is what is reached.
        foreach (var kind in busySeconds == 0 ? Enum.GetValues<RateLimitKind>() : [RateLimitKind.TokenBucket])
        {
            var loop = await LoopAsync(kind, bindings, listeners);
            await RotateAsync(kind, bindings, busySeconds, listeners, loop);
        }
    }

    private static async Task RotateAsync(RateLimitKind kind, int bindings, double busySeconds, int listeners, double? loop)
    {
        var (service, client, attempts, fresh) = Start(kind, bindings, listeners, busySeconds);
        using var process = service;
        using var pipeline = new BindingPipeline(client);

        // A service is never cold, as a process is that has just started: it answers the kinds of calls once before time is taken.
        await new GaapReader(client).ProxiesAsync().FirstAsync();
        var started = Stopwatch.GetTimestamp();
        var selection = new BindingSelection(["cert-bulk0001"]);
        var reading = pipeline.Planner.BeginReading();
        var target = await pipeline.Replacements(selection).FromGaapAsync(fresh);
        var plan = pipeline.Planner.ForRotation(reading, [target], selection);
        await using var streamed = plan.StreamedChanges!;
        await streamed.AnyAsync();
        var planned = Stopwatch.GetElapsedTime(started).TotalSeconds;
        var failed = 0;
        await foreach (var (_, binding, failure) in pipeline.Executor.ExecuteAsync(plan))
            failed += failure is null && binding.State == GaapBindingState.Changed ? 0 : 1;

        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        var writes = attempts.Where(attempt => attempt.Attempt.Action.EndsWith(":ModifyCertificate", StringComparison.Ordinal)).ToList();
        var best = streamed.Received.Count(change => change is { Step: BindingStep.Write, Domain: not null }) / Rate;
        var busiest = streamed.Received.Where(change => change.Step == BindingStep.Write).GroupBy(change => change.ListenerId)
            .Max(group => group.Count()) * (busySeconds == Mix ? Mixed.Max() : busySeconds);
        best = Math.Max(best, busiest);
        var writing = writes.Count == 0 ? 0 : writes[^1].At - writes[0].At;
        var refused = attempts.Count(attempt => attempt.Attempt.Code?.StartsWith("RequestLimitExceeded", StringComparison.Ordinal) == true);
        var busy = attempts.Count(attempt => attempt.Attempt.Code is not null) - refused;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, 
            $"{kind}, busy {busySeconds} s: {bindings} bindings in {seconds:0.0} s (first listener read {planned:0.0} s, writes "
            + $"{writing:0.0} s), limit {best:0.0} s, ratio {seconds / best:0.000}, of the writes {writing / best:0.000}; sequential loop "
            + $"{loop:0.0} s; refused for the rate {refused} of {attempts.Count} ({100.0 * refused / attempts.Count:0.0} %), busy {busy}, "
            + $"failed {failed}; load {Load()}"));
        process.StandardInput.Close();
    }

    // A part of it is timed: each call takes as long as the one before.
    private static async Task<double?> LoopAsync(RateLimitKind kind, int bindings, int listeners)
    {
        var (service, client, _, _) = Start(kind, bindings, listeners, busySeconds: 0);
        using var process = service;
        var started = Stopwatch.GetTimestamp();
        for (var call = 0; call < LoopCalls; call++)
        {
            await client.SendAsync(
                GaapActions.DescribeRules, new DescribeRulesRequest { ListenerId = "listener-none" },
                new ApiCallOptions { Effect = ActionEffect.Once }, CancellationToken.None)
                .ContinueWith(_ => { }, TaskScheduler.Default);
        }

        process.StandardInput.Close();
        return Stopwatch.GetElapsedTime(started).TotalSeconds / LoopCalls * bindings;
    }

    private static (Process Service, ApiClient Client, List<(ApiAttempt Attempt, double At)> Attempts, string Fresh) Start(
        RateLimitKind kind, int bindings, int listeners, double busySeconds)
    {
        var service = Process.Start(new ProcessStartInfo(
            "dotnet",
            [
                typeof(PaceBenchmark).Assembly.Location, Command, kind.ToString(), bindings.ToString(CultureInfo.InvariantCulture),
                listeners.ToString(CultureInfo.InvariantCulture), busySeconds.ToString(CultureInfo.InvariantCulture),
            ])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        var said = service.StandardOutput.ReadLine()!.Split(' ');
        var attempts = new List<(ApiAttempt, double)>();
        var client = new ApiClient(
            TencentCertConnection.Create(said[1], said[2], new ConnectionOptions { Endpoint = said[0] }),
            attempt =>
            {
                lock (attempts)
                {
                    attempts.Add((attempt, Stopwatch.GetTimestamp() / (double)Stopwatch.Frequency));
                }
            });
        return (service, client, attempts, said[3]);
    }

    private static string Load() => OperatingSystem.IsLinux() ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown";
}
