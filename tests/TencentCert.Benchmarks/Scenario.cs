using System.Globalization;
using TencentCert.Core.Bindings;
using TencentCert.Core.Bindings.Journal;
using TencentCert.Core.Client;
using TencentCert.Core.Gaap;
using TencentCert.Emulator;

namespace TencentCert.Benchmarks;

/// <summary>A rotation or a scan against an emulator of its own: 100 ms latency and 20 requests a second, in emulated time.</summary>
internal sealed record Scenario(string Name, int Listeners, int Domains, double BusySeconds, double Limit, double Speed = 1)
{
    private const double Rate = 20;

    public async Task<Measurement> RotateAsync()
    {
        await using var emulator = await StartAsync();
        var client = Client(emulator);
        var fresh = emulator.World.AddGaapCertificate(emulator.World.AddSslCertificate(["*.bulk.example.com"]));
        var started = client.Clock.GetTimestamp();

        using var pipeline = new BindingPipeline(client);
        var selection = new BindingSelection(["cert-bulk0001"]);
        var reading = pipeline.Planner.ReadAsync();
        var target = await pipeline.Replacements(selection).FromGaapAsync(fresh.Id);
        var plan = pipeline.Planner.ForRotation(await reading, [target], selection);
        var changed = 0;
        var others = new List<string>();
        await foreach (var (_, binding, failure) in pipeline.Executor.ExecuteAsync(plan))
        {
            if (failure is null && binding.State == GaapBindingState.Changed)
                changed++;
            else
                others.Add($"{binding.ListenerId} {binding.Domain}: {binding.State} {failure?.Message ?? binding.Error}");
        }

        var seconds = client.Clock.GetElapsedTime(started).TotalSeconds;

        if (changed != plan.Changes.Count || emulator.World.Domains.Any(domain => domain.ServedCertificateId != fresh.Id))
            throw new InvalidOperationException($"{Name}: {changed} of {plan.Changes.Count} changed. {string.Join("; ", others.Take(5))}");

        var writes = plan.Changes.Where(binding => binding.Step == BindingStep.Write).ToList();
        var busiest = writes.GroupBy(binding => binding.ListenerId).Max(group => group.Count()) * BusySeconds;
        var best = Math.Max(writes.Count(binding => binding.Domain is not null) / Rate, busiest);
        var entries = emulator.Requests.Entries;
        var times = entries.Where(entry => entry.Action == "ModifyCertificate").Select(entry => (entry.Time - entries[0].Time).TotalSeconds)
            .ToList();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, 
            $"  domains written from {times[0]:0.0} s to {times[^1]:0.0} s; no program ends before "
            + $"{(emulator.World.Listeners.Count / Rate) + best + BusySeconds:0.0} s, the scan before and the last change's own time after "
            + $"it counted"));
        return new Measurement(Name, seconds, best, Limit, emulator.Requests.Total, Refused(emulator));
    }

    public async Task<Measurement> ReadAsync()
    {
        await using var emulator = await StartAsync(planted: false);
        Plant(emulator);
        var client = Client(emulator);
        var started = client.Clock.GetTimestamp();
        var scan = await new GaapSnapshotReader(client).ReadAsync();
        var seconds = client.Clock.GetElapsedTime(started).TotalSeconds;
        Console.WriteLine(
            $"  {scan.Listeners.Count} listeners, {scan.Listeners.Sum(listener => listener.Domains.Count)} domains, "
            + $"{emulator.Requests.Total} calls");
        return new Measurement(
            Name, seconds, emulator.Requests.Count("DescribeRules") / Rate, Limit, emulator.Requests.Total, Refused(emulator));
    }

    // Four listeners a proxy, unlike the generated world's ten.
    private void Plant(TencentCloudEmulator emulator)
    {
        for (var index = 0; index < Listeners; index++)
        {
            var proxy = index % 4 == 0 ? emulator.World.AddProxy($"scan-{index / 4}") : emulator.World.Proxies[^1];
            var listener = emulator.World.AddListener(proxy, 443 + (index % 4), "cert-www4a1hq");
            for (var number = 0; number < Domains / Listeners; number++)
                emulator.World.AddDomain(listener, $"site-{index}-{number}.example.com", "cert-www4a1hq");
        }
    }

    private static int Refused(TencentCloudEmulator emulator) => emulator.Requests.Entries.Count(entry => entry.ErrorCode is not null);

    private Task<TencentCloudEmulator> StartAsync(bool planted = true) => TencentCloudEmulator.StartAsync(new EmulatorOptions
    {
        Listeners = planted ? Listeners : null,
        Domains = planted ? Domains : null,
        Speed = Speed,
        Latency = TimeSpan.FromMilliseconds(100 / Speed),
        RequestsPerSecond = Rate,
        ChangeDelay = TimeSpan.FromSeconds(BusySeconds),
    });

    private ApiClient Client(TencentCloudEmulator emulator) => new(TencentCertConnection.Create(
        emulator.SecretId, emulator.SecretKey,
        new ConnectionOptions { Endpoint = emulator.Endpoint.OriginalString, Clock = new ScaledClock(Speed) }));
}
