using System.Collections.Concurrent;
using TencentCert.Core.Bindings;
using TencentCert.Core.Bindings.Journal;
using TencentCert.Core.Client;
using TencentCert.Core.Gaap;
using TencentCert.Emulator.Faults;
using TencentCert.Emulator.Gaap;

namespace TencentCert.Core.Tests.Bindings;

/// <summary>A binding that another client changes during a run is skipped, at any point of the run.</summary>
public sealed class ConcurrentChangeTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_failed_binding_changed_manually_is_skipped_by_the_next_run_and_the_undo()
    {
        await using var world = await BindingWorld.StartAsync(listeners: 1, domains: 3);
        world.Emulator.Faults.Add("ModifyCertificate", FaultKind.ChangeFails);
        var failed = Assert.Single(await world.RotateAsync(Stop), binding => binding.State == GaapBindingState.Failed);
        var domain = world.Emulator.World.FindDomain(failed.ListenerId, failed.Domain!)!;
        var other = BindAnother(world, domain);

        var skipped = Assert.Single(await world.RotateAsync(Stop), binding => binding.State == GaapBindingState.Skipped);

        Assert.Equal(domain.Name, skipped.Domain);
        Assert.Contains(other, skipped.Error, StringComparison.Ordinal);
        Assert.Equal(other, domain.CertificateId);
        await world.UndoAsync();
        Assert.Equal(other, domain.CertificateId);
    }

    [Fact]
    public async Task An_undo_restores_the_certificate_before_the_write_and_not_of_an_earlier_plan()
    {
        await using var world = await BindingWorld.StartAsync(listeners: 1, domains: 3);
        var target = await world.TargetAsync();
        var domain = world.Emulator.World.Domains[0];
        using (var journal = world.Open(target))
        {
            journal.Write(
                new JournalLine { Event = JournalEvent.Planned, Fingerprint = target.Fingerprint, ListenerId = domain.Listener.Id,
                    Domain = domain.Name, PreviousCertificateId = "cert-earlier" });
        }

        await world.RotateAsync(Stop);
        await world.UndoAsync();

        Assert.Equal(BindingWorld.Old, domain.CertificateId);
    }

    [Fact]
    public async Task A_binding_changed_after_planning_is_skipped_with_one_read_per_listener()
    {
        await using var world = await BindingWorld.StartAsync(listeners: 2, domains: 8);
        var time = new OffsetTimeProvider();
        var (client, plan) = await PlanAsync(world, time);
        var domain = world.Emulator.World.Domains.First(domain => domain.CertificateId == BindingWorld.Old);
        var other = BindAnother(world, domain);
        time.Pass(TimeSpan.FromMinutes(5));
        world.Emulator.Requests.Clear();

        var ended = await RunAsync(client, plan);

        var skipped = Assert.Single(ended, binding => binding.State == GaapBindingState.Skipped);
        Assert.Equal((domain.Name, other), (skipped.Domain, domain.CertificateId));
        Assert.All(ended.Where(binding => binding != skipped), binding => Assert.Equal(GaapBindingState.Changed, binding.State));
        Assert.DoesNotContain(
            world.Emulator.Requests.Entries,
            entry => entry.Action == "ModifyCertificate" && entry.Body.Contains($"\"{domain.Name}\"", StringComparison.Ordinal));
        foreach (var listener in world.Emulator.World.Listeners)
        {
            Assert.Equal(
                1, world.Emulator.Requests.Entries.TakeWhile(entry => !IsWriteOf(entry.Action, entry.Body, listener.Id))
                    .Count(entry => entry.Action == "DescribeRules" && entry.Body.Contains(listener.Id, StringComparison.Ordinal)));
        }
    }

    [Theory]
    [InlineData("FailedOperation", true)]
    [InlineData("FailedOperation.DuplicatedRequest", true)]
    [InlineData("FailedOperation.DomainStatusNotInRunning", true)]
    [InlineData("FailedOperation", false)]
    [InlineData("FailedOperation.DuplicatedRequest", false)]
    [InlineData("FailedOperation.DomainStatusNotInRunning", false)]
    public async Task An_ambiguous_error_code_is_resolved_by_the_state_of_the_binding(string code, bool isDone)
    {
        await using var world = await BindingWorld.StartAsync(listeners: 1, domains: 3);
        var copy = world.Emulator.World.AddGaapCertificate(world.Emulator.World.SslCertificates.First(one => one.Id == world.Source)).Id;
        var (client, all) = await PlanAsync(world, new OffsetTimeProvider());
        var change = all.Changes.First(one => one is { Step: BindingStep.Write, Domain: not null });
        Assert.Equal(copy, change.To);
        if (isDone)
            world.Emulator.World.FindDomain(change.ListenerId, change.Domain!)!.CertificateId = copy;

        world.Emulator.Faults.AddError("ModifyCertificate", code);
        var ended = Assert.Single(await RunAsync(client, new BindingPlan(BindingPlanKind.Rotation, [change])));

        Assert.Equal(isDone ? GaapBindingState.Changed : GaapBindingState.Failed, ended.State);
        Assert.Equal(isDone, ended.Error is null);
        Assert.Equal(1, world.Emulator.Requests.Count("ModifyCertificate"));
    }

    [Fact]
    public async Task A_fresh_plan_is_executed_without_another_read()
    {
        await using var world = await BindingWorld.StartAsync(listeners: 2, domains: 8);
        var (client, plan) = await PlanAsync(world, new OffsetTimeProvider());
        world.Emulator.Requests.Clear();

        await RunAsync(client, plan);

        Assert.NotEqual("DescribeRules", world.Emulator.Requests.Entries.First(entry => entry.Action != "CreateCertificate").Action);
    }

    [Fact]
    public async Task A_binding_changed_while_it_waits_for_a_slot_is_skipped()
    {
        await using var world = await BindingWorld.StartAsync(listeners: 8, domains: 16);
        var time = new OffsetTimeProvider();
        var (_, all) = await PlanAsync(world, time);
        var plan = new BindingPlan(
            BindingPlanKind.Rotation,
            [.. all.Changes.Where(binding => binding is { Step: BindingStep.Write, Domain: not null })
                .DistinctBy(binding => binding.ListenerId)]);
        var other = AnotherCertificate(world);
        var ended = new ConcurrentQueue<GaapCertificateBinding>();

        var running = RunAsync(Connect(world, time, requestsPerSecond: 1), plan, ended);
        await Eventually.Async(() => !ended.IsEmpty, "the first binding has ended");
        var sent = world.Emulator.Requests.Entries.Where(entry => entry.Action == "ModifyCertificate").Select(entry => entry.Body).ToList();
        var rebound = plan.Changes.Where(binding => !sent.Exists(body => body.Contains(binding.ListenerId, StringComparison.Ordinal)))
            .Select(binding => world.Emulator.World.FindDomain(binding.ListenerId, binding.Domain!)!).ToList();
        rebound.ForEach(domain => domain.CertificateId = other);
        time.Pass(TimeSpan.FromMinutes(1));
        await Eventually.EndsAsync(running);

        // One binding may already have been sent at that moment.
        var skipped = ended.Where(binding => binding.State == GaapBindingState.Skipped).ToList();
        Assert.InRange(skipped.Count, Math.Max(1, rebound.Count - 1), rebound.Count);
        Assert.All(
            skipped, binding => Assert.Equal(other, world.Emulator.World.FindDomain(binding.ListenerId, binding.Domain!)!.CertificateId));
        Assert.Equal(plan.Changes.Count, ended.Count);
    }

    // The time limit applies to the change, not to the run.
    [Fact]
    public async Task The_wait_for_a_slot_does_not_count_toward_the_time_limit_of_a_change()
    {
        await using var world = await BindingWorld.StartAsync(listeners: 8, domains: 16, speed: 1);
        var time = new OffsetTimeProvider();
        var (_, all) = await PlanAsync(world, time);
        var plan = new BindingPlan(
            BindingPlanKind.Rotation,
            [.. all.Changes.Where(binding => binding is { Step: BindingStep.Write, Domain: not null })
                .DistinctBy(binding => binding.ListenerId).Take(2)]);
        var ended = new ConcurrentQueue<GaapCertificateBinding>();

        var running = RunAsync(Connect(world, time, requestsPerSecond: 1), plan, ended);
        await Eventually.Async(() => world.Emulator.Requests.Count("ModifyCertificate") == 1, "the first write was sent");
        time.Pass(TimeSpan.FromMinutes(10));
        await Eventually.EndsAsync(running);

        // A change takes two seconds, and the first read comes before that.
        var first = world.Emulator.Requests.Entries.First(entry => entry.Action == "ModifyCertificate").Body;
        var later = Assert.Single(ended, binding => !first.Contains(binding.ListenerId, StringComparison.Ordinal));
        Assert.Null(later.Error);
        Assert.Equal(GaapBindingState.Changed, later.State);
        Assert.InRange(later.Duration, TimeSpan.Zero, TimeSpan.FromMinutes(9));
    }

    private static bool IsWriteOf(string action, string body, string listenerId) =>
        action.StartsWith("Modify", StringComparison.Ordinal) && body.Contains(listenerId, StringComparison.Ordinal);

    private static string BindAnother(BindingWorld world, EmulatedGaapDomain domain) => domain.CertificateId = AnotherCertificate(world);

    private static string AnotherCertificate(BindingWorld world) =>
        world.Emulator.World.AddGaapCertificate(world.Emulator.World.AddSslCertificate(["*.bulk.example.com"])).Id;

    private static ApiClient Connect(BindingWorld world, TimeProvider time, double requestsPerSecond) => new(TencentCertConnection.Create(
        world.Emulator.SecretId,
        world.Emulator.SecretKey,
        new ConnectionOptions { Endpoint = world.Emulator.Endpoint.OriginalString, RequestsPerSecond = requestsPerSecond, Clock = time }));

    private static async Task<(ApiClient Client, BindingPlan Plan)> PlanAsync(BindingWorld world, TimeProvider time)
    {
        var client = Connect(world, time, requestsPerSecond: 2000);
        var scan = await new GaapSnapshotReader(client).ReadAsync(cancellationToken: Stop);
        return (client, RotationPlanning.Plan(scan, [await world.TargetAsync()]));
    }

    private static async Task<IReadOnlyList<GaapCertificateBinding>> RunAsync(
        ApiClient client, BindingPlan plan, ConcurrentQueue<GaapCertificateBinding>? ended = null)
    {
        ended ??= [];
        using var pipeline = new BindingPipeline(client, cancellationToken: Stop);
        await foreach (var result in pipeline.Executor.ExecuteAsync(plan))
            ended.Enqueue(result.Binding);

        return [.. ended];
    }
}
