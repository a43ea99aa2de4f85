using TencentCert.Core.Bindings;
using TencentCert.Core.Bindings.Journal;
using TencentCert.Core.Errors;
using TencentCert.Core.Gaap;


namespace TencentCert.Core.Tests.Bindings.Journal;

/// <summary>The state of a run in the journal. Scheduled jobs depend on it.</summary>
public sealed class RunStateTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_failed_binding_changed_by_another_client_does_not_prevent_completion_of_the_run()
    {
        await using var world = await BindingWorld.StartAsync(listeners: 1, domains: 3);
        world.Emulator.Faults.AddError("ModifyCertificate", "InvalidParameterValue", "no", 1);
        var failed = Assert.Single(await world.RotateAsync(Stop), binding => binding.State == GaapBindingState.Failed);
        Assert.Equal(GaapCertificateUpdateState.Failed, GaapCertificateUpdate.Read(world.Journal).State);
        var other = world.Emulator.World.AddGaapCertificate(world.Emulator.World.AddSslCertificate(["*.bulk.example.com"])).Id;
        await BindAsync(world, failed.ListenerId, failed.Domain, other);

        Assert.Equal(
            failed.Domain, Assert.Single(await world.RotateAsync(Stop), binding => binding.State == GaapBindingState.Skipped).Domain);

        var run = GaapCertificateUpdate.Read(world.Journal);
        Assert.Equal((GaapCertificateUpdateState.Complete, 1, 0), (run.State, run.Skipped, run.Failed));
        Assert.Contains(
            other, Assert.Single(run.Bindings, binding => binding.Step == GaapCertificateUpdateStep.Skipped).Error,
            StringComparison.Ordinal);

        await BindAsync(world, failed.ListenerId, failed.Domain, BindingWorld.Old);
        await world.RotateAsync(Stop);
        Assert.Equal(run.Total, GaapCertificateUpdate.Read(world.Journal).Done);
    }

    [Fact]
    public async Task A_removed_domain_does_not_prevent_completion_of_the_run()
    {
        await using var world = await BindingWorld.StartAsync(listeners: 1, domains: 3);
        world.Emulator.Faults.AddError("ModifyCertificate", "InvalidParameterValue", "no", 1);
        var failed = Assert.Single(await world.RotateAsync(Stop), binding => binding.State == GaapBindingState.Failed);

        await world.RotateAsync(
            Stop, seen: listener => listener with { Domains = listener.Domains.Where(domain => domain.Domain != failed.Domain).ToArray() });

        Assert.Equal(GaapCertificateUpdateState.Complete, GaapCertificateUpdate.Read(world.Journal).State);
    }

    [Fact]
    public async Task A_refused_binding_keeps_the_run_failed_until_it_has_a_matching_certificate()
    {
        await using var world = await BindingWorld.StartAsync(listeners: 1, domains: 3);
        var narrow = world.Emulator.World.AddSslCertificate(["site-00001.bulk.example.com"]).Id;
        await world.RotateAsync(Stop, narrow);
        await world.RotateAsync(Stop, narrow);

        var run = GaapCertificateUpdate.Read(world.Journal);
        Assert.Equal(GaapCertificateUpdateState.Failed, run.State);
        var refused = run.Bindings.Where(binding => binding.Step == GaapCertificateUpdateStep.Refused).ToList();
        Assert.Equal(refused.Count, run.Failed);
        Assert.Contains(
            refused,
            binding =>
                binding.Domain == "site-00002.bulk.example.com" && binding.Error!.Contains("does not cover", StringComparison.Ordinal));
        Assert.Single(run.Bindings, binding => binding is { Step: GaapCertificateUpdateStep.Done, Domain: "site-00001.bulk.example.com" });

        var wide = world.Emulator.World.AddGaapCertificate(world.Emulator.World.AddSslCertificate(["*.bulk.example.com"])).Id;
        foreach (var binding in refused.Where(binding => binding.Domain != "second.bulk.example.com"))
            await BindAsync(world, binding.ListenerId, binding.Domain, wide);

        await world.RotateAsync(Stop, narrow);
        var last = GaapCertificateUpdate.Read(world.Journal);
        Assert.Equal((GaapCertificateUpdateState.Complete, run.Done), (last.State, last.Total));
        Assert.Equal(wide, world.Emulator.World.Domains.Single(domain => domain.Name == "site-00002.bulk.example.com").CertificateId);
    }

    [Fact]
    public async Task An_unreadable_listener_fails_the_run_and_is_not_added_to_it()
    {
        await using var world = await BindingWorld.StartAsync(listeners: 2, domains: 4);
        var other = world.Emulator.World.AddGaapCertificate(world.Emulator.World.AddSslCertificate(["*.bulk.example.com"])).Id;
        foreach (var domain in world.Emulator.World.Domains.Where(domain => domain.Listener == world.Emulator.World.Listeners[1]))
            domain.CertificateId = other;

        world.Emulator.World.Listeners[1].CertificateId = other;
        var unread = new TencentCertException(ErrorCodes.AnswerLost, $"no");
        await world.RotateAsync(
            Stop, seen: listener => listener.Listener.CertificateId == other ? listener with { Domains = [], Failure = unread } : listener);
        var run = GaapCertificateUpdate.Read(world.Journal);
        Assert.Equal(GaapCertificateUpdateState.Failed, run.State);
        Assert.Equal(
            world.Emulator.World.Listeners[1].Id,
            Assert.Single(run.Bindings, binding => binding.Step == GaapCertificateUpdateStep.Refused).ListenerId);

        Assert.DoesNotContain(await world.RotateAsync(Stop), binding => binding.ListenerId == world.Emulator.World.Listeners[1].Id);

        Assert.Equal(GaapCertificateUpdateState.Complete, GaapCertificateUpdate.Read(world.Journal).State);
        Assert.Equal(other, world.Emulator.World.Listeners[1].CertificateId);
    }

    [Theory]
    [InlineData(true, GaapCertificateUpdateState.Complete)]
    [InlineData(false, GaapCertificateUpdateState.Failed)]
    public async Task A_failed_verification_is_cleared_only_by_a_plan_that_verifies_everything_again(
        bool verify, GaapCertificateUpdateState state)
    {
        await using var world = await BindingWorld.StartAsync(listeners: 1, domains: 2);
        await world.RotateAsync(Stop);
        using (var journal = world.Open(await world.TargetAsync()))
        {
            // A removed domain that followed its listener, so that no plan contains it.
            journal.Write(
                [new JournalLine { Event = JournalEvent.NotVerified, ListenerId = "listener-x", Domain = "x.example.com" },
                    new JournalLine { Event = JournalEvent.Ended }]);
        }

        using (var pipeline = world.Pipeline(Stop, new BindingOptions { Verify = verify }))
        {
            var nothing = pipeline.Planner.ForRotation(
                new GaapSnapshot([]), [await world.TargetAsync()], BindingWorld.OfOld, world.Journal) with { Changes = [] };
            Assert.Empty(await pipeline.Executor.ExecuteAsync(nothing).ToListAsync(Stop));
        }

        Assert.Equal(state, GaapCertificateUpdate.Read(world.Journal).State);
    }

    [Fact]
    public async Task A_copy_removed_from_the_store_has_its_new_id_after_the_next_import()
    {
        await using var world = await BindingWorld.StartAsync(listeners: 1, domains: 2);
        world.Emulator.Faults.AddError("ModifyCertificate", "InvalidParameterValue", "no", 100)
            .AddError("ModifyHTTPSListenerAttribute", "InvalidParameterValue", "no", 100);
        await world.RotateAsync(Stop);
        await new GaapCertificateStore(world.Client).RemoveAsync(Assert.Single(world.Copies()), Stop);
        world.Emulator.Faults.Clear();

        await world.RotateAsync(Stop);

        var run = GaapCertificateUpdate.Read(world.Journal);
        Assert.Equal(world.Copies(), run.CertificateId);
        Assert.False(run.IsImportUnknown);
    }

    // Changes a binding like another client. Without a domain name the listener itself is changed.
    private static async Task BindAsync(BindingWorld world, string listenerId, string? name, string certificateId)
    {
        var scanned = Assert.Single((await new GaapSnapshotReader(world.Client).ReadAsync([listenerId], Stop)).Listeners);
        using var engine = world.Queues();
        var change = name is null
            ? BindingChange.Of(scanned.Listener, certificateId)
            : BindingChange.Of(scanned.Domains.Single(domain => domain.Domain == name), certificateId);
        await engine.ApplyAsync(change, wait: true, TimeSpan.FromSeconds(60));
    }
}
