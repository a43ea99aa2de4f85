using System.Collections.Concurrent;
using TencentCert.Core.Bindings;
using TencentCert.Core.Bindings.Journal;
using TencentCert.Core.Client;
using TencentCert.Core.Errors;
using TencentCert.Core.Gaap;
using TencentCert.Core.Tests.Bindings.Journal;
using TencentCert.Core.Tests.Client;
using TencentCert.Emulator.Faults;

namespace TencentCert.Core.Tests.Bindings;

public sealed class RotationTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_binding_of_the_old_certificate_is_replaced_after_a_single_import()
    {
        await using var world = await BindingWorld.StartAsync(listeners: 6, domains: 60);

        var ended = await world.RotateAsync(Stop);

        var copy = Assert.Single(world.Copies());
        Assert.Equal(world.Emulator.World.Domains.Count, world.Bound(copy));
        Assert.All(world.Emulator.World.Listeners, listener => Assert.Equal(copy, listener.CertificateId));
        Assert.All(ended, binding => Assert.Equal(GaapBindingState.Changed, binding.State));
        Assert.Equal(world.Emulator.World.Domains.Count + world.Emulator.World.Listeners.Count, ended.Count);
        Assert.Equal(1, world.Emulator.Requests.Count("CreateCertificate"));
    }

    [Fact]
    public async Task A_domain_on_a_proxy_below_version_3_follows_its_listener_and_is_not_written()
    {
        await using var world = await BindingWorld.StartAsync(listeners: 1, domains: 2);

        var ended = await world.RotateAsync(Stop);

        var follower = Assert.Single(ended, binding => binding.FollowsListener);
        Assert.Equal("second.bulk.example.com", follower.Domain);
        Assert.Equal(BindingWorld.Old, follower.PreviousCertificateId);
        Assert.DoesNotContain(
            world.Emulator.Requests.Entries,
            entry => entry.Action == "ModifyCertificate" && entry.Body.Contains("second.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_listener_never_has_two_writes_in_progress()
    {
        await using var world = await BindingWorld.StartAsync(listeners: 3, domains: 45);
        var scan = await new GaapSnapshotReader(world.Client).ReadAsync(cancellationToken: Stop);

        await world.RotateAsync(Stop, options: new BindingOptions { ThrottleLimit = 64 });

        Assert.Equal(46 + scan.Listeners.Count, world.Journalled("Done").Count);
        Assert.Equal(1, ListenerWrites.MostAtOnce(world.Journal));
    }

    [Fact]
    public async Task A_stopped_run_resumes_and_does_not_repeat_completed_writes()
    {
        await using var world = await BindingWorld.StartAsync(listeners: 8, domains: 120);
        for (var round = 0; round < 4; round++)
        {
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(Stop);
            var sent = world.Emulator.Requests.Count("ModifyCertificate");
            var run = world.RotateAsync(stop.Token);
            await Eventually.Async(
                () => run.IsCompleted || world.Emulator.Requests.Count("ModifyCertificate") > sent + 12, "writes are in progress");
            await stop.CancelAsync();
            await Task.WhenAny(run);
            Assert.Equal('\n', (char)File.ReadAllBytes(world.Journal)[^1]);
        }

        await world.RotateAsync(Stop);

        Assert.Empty(world.SentAfterDone());
        var copy = Assert.Single(world.Copies());
        Assert.Equal(world.Emulator.World.Domains.Count, world.Bound(copy));
        Assert.Equal(GaapCertificateUpdateState.Complete, GaapCertificateUpdate.Read(world.Journal).State);
    }

    [Fact]
    public async Task A_run_with_random_faults_reports_every_failed_binding_and_a_second_run_completes()
    {
        await using var world = await BindingWorld.StartAsync(listeners: 6, domains: 60);
        foreach (var (kind, share) in new[] { (FaultKind.LoseAnswer, 0.1), (FaultKind.Throttle, 0.1), (FaultKind.ServerError, 0.05),
            (FaultKind.BusyListener, 0.05) })
        {
            world.Emulator.Faults.AddProbability(kind, share, kind == FaultKind.BusyListener ? "ModifyCertificate" : FaultPlan.AnyAction);
        }

        // A fault may end the scan itself, before any change. The same command is then repeated.
        IReadOnlyList<GaapCertificateBinding> ended = [];
        for (var tries = 0; ended.Count == 0 && tries <= 20; tries++)
        {
            try
            {
                ended = await world.RotateAsync(Stop);
            }
            catch (TencentCertException failure) when (tries < 20)
            {
                Assert.Equal(0, world.Emulator.Requests.Count("ModifyCertificate"));
                TestContext.Current.SendDiagnosticMessage("The storm took the scan: {0}", failure.Message);
            }
        }

        // Each domain has a result of its own or that of its unreadable listener.
        Assert.Contains(ended, binding => binding.Domain is not null);
        var outcomes = ended.ToLookup(binding => binding.ListenerId);
        Assert.All(world.Emulator.World.Listeners, listener => Assert.True(
            outcomes[listener.Id].Any(binding => binding is { Domain: null, State: GaapBindingState.Failed })
            || listener.Domains.All(domain => outcomes[listener.Id].Any(binding => binding.Domain == domain.Name)),
            $"{listener.Id} has a domain without an outcome."));
        Assert.True(world.Emulator.Faults.Struck > 10, $"{world.Emulator.Faults.Struck} faults struck");
        foreach (var binding in ended.Where(binding => binding.Domain is not null))
        {
            var served = world.Emulator.World.FindDomain(binding.ListenerId, binding.Domain!)!.ServedCertificateId;
            Assert.True(
                served == binding.CertificateId || (binding.State == GaapBindingState.Failed && binding.Error is { Length: > 0 }),
                $"{binding}");
        }

        world.Emulator.Faults.Clear();
        var second = await world.RotateAsync(Stop);

        Assert.DoesNotContain(second, binding => binding.State is GaapBindingState.Failed or GaapBindingState.Skipped);
        Assert.Empty(world.SentAfterDone());
        Assert.Equal(world.Emulator.World.Domains.Count, world.Bound(Assert.Single(world.Copies())));
    }

    [Theory]
    [InlineData("Imported", 1)]
    [InlineData("Sending", 10)]
    [InlineData("Accepted", 10)]
    [InlineData("Done", 10)]
    [InlineData("Failed", 1)]
    public async Task A_journal_write_failure_ends_the_run_and_every_binding_has_its_state(string what, int number)
    {
        await using var world = await BindingWorld.StartAsync(listeners: 3, domains: 45);
        world.Emulator.Faults.Add("ModifyCertificate", FaultKind.ChangeFails);
        var ended = new ConcurrentQueue<GaapCertificateBinding>();
        world.Open(await world.TargetAsync()).Dispose();
        using (var journal = new BindingJournal(
            world.Journal, new FullDisk(world.Journal, line => line.Contains(what, StringComparison.Ordinal) && --number <= 0),
            File.Create(world.Journal + ".lock"), TimeProvider.System))
        {
            var failure =
                await Assert.ThrowsAsync<TencentCertException>(() => Eventually.EndsAsync(world.RotateAsync(journal, ended, Stop)));
            Assert.Equal(ErrorCodes.Journal, failure.Code);
            Assert.Contains(world.Journal, failure.Message, StringComparison.Ordinal);
        }

        Assert.Equal(world.Emulator.World.Domains.Count + world.Emulator.World.Listeners.Count, ended.Count);
        foreach (var binding in ended.Where(binding => binding is { Domain: not null, FollowsListener: false }))
        {
            var served = world.Emulator.World.FindDomain(binding.ListenerId, binding.Domain!)!.ServedCertificateId;
            Assert.Equal(binding.State == GaapBindingState.Changed, served == world.Copies()[0]);
        }

        world.Emulator.Faults.Clear();
        await world.RotateAsync(Stop);
        Assert.Equal(GaapCertificateUpdateState.Complete, GaapCertificateUpdate.Read(world.Journal).State);
        Assert.Equal(world.Emulator.World.Domains.Count, world.Bound(Assert.Single(world.Copies())));
    }

    [Fact]
    public async Task A_change_that_GAAP_accepts_and_reverts_is_a_failure_with_its_reason()
    {
        await using var world = await BindingWorld.StartAsync(listeners: 2, domains: 4);
        world.Emulator.Faults.Add("ModifyCertificate", FaultKind.ChangeFails);

        var ended = await world.RotateAsync(Stop);

        var failed = Assert.Single(ended, binding => binding.State == GaapBindingState.Failed);
        Assert.Contains("reverted to " + BindingWorld.Old, failed.Error, StringComparison.Ordinal);
        Assert.NotNull(failed.RequestId);
    }

    [Fact]
    public async Task A_failed_import_fails_every_binding_in_the_result_and_in_the_journal()
    {
        await using var world = await BindingWorld.StartAsync(listeners: 2, domains: 4);
        world.Emulator.Faults.AddError("CreateCertificate", "FailedOperation", "no", 1);

        var ended = await world.RotateAsync(Stop);

        Assert.All(ended, binding => Assert.Equal((GaapBindingState.Failed, (string?)null), (binding.State, binding.CertificateId)));
        var run = GaapCertificateUpdate.Read(world.Journal);
        Assert.Equal((GaapCertificateUpdateState.Failed, run.Total), (run.State, run.Failed));
        Assert.DoesNotContain("imported first", await File.ReadAllTextAsync(world.Journal, Stop), StringComparison.Ordinal);

        await world.RotateAsync(Stop);
        Assert.Equal(GaapCertificateUpdateState.Complete, GaapCertificateUpdate.Read(world.Journal).State);
    }

    [Fact]
    public async Task A_run_with_a_failed_verification_is_complete_only_after_a_successful_verification()
    {
        await using var world = await BindingWorld.StartAsync(listeners: 1, domains: 2);
        await world.RotateAsync(Stop);
        using (var journal = world.Open(await world.TargetAsync()))
        {
            journal.Write(
                [new JournalLine { Event = JournalEvent.NotVerified, ListenerId = "listener-x", Domain = "x.example.com" },
                    new JournalLine { Event = JournalEvent.Ended }]);
            Assert.Equal(GaapCertificateUpdateState.Failed, GaapCertificateUpdate.Read(world.Journal).State);
            journal.Write(
                [new JournalLine { Event = JournalEvent.Verified, ListenerId = "listener-x", Domain = "x.example.com" },
                    new JournalLine { Event = JournalEvent.Ended }]);
        }

        Assert.Equal(GaapCertificateUpdateState.Complete, GaapCertificateUpdate.Read(world.Journal).State);
    }

    [Fact]
    public async Task A_binding_changed_by_another_client_after_the_run_is_skipped()
    {
        await using var world = await BindingWorld.StartAsync(listeners: 1, domains: 2);
        await world.RotateAsync(Stop);
        var domain = world.Emulator.World.Domains[0];
        var other = world.Emulator.World.AddGaapCertificate(world.Emulator.World.AddSslCertificate(["*.bulk.example.com"])).Id;
        using (var engine = world.Queues())
        {
            var now = new GaapDomain { ListenerId = domain.Listener.Id, Domain = domain.Name, CertificateId = world.Copies()[0] };
            await engine.ApplyAsync(BindingChange.Of(now, other), wait: true, TimeSpan.FromSeconds(60));
        }

        var again = await world.RotateAsync(Stop);

        var skipped = Assert.Single(again, binding => binding.State == GaapBindingState.Skipped);
        Assert.Equal(domain.Name, skipped.Domain);
        Assert.Equal(other, domain.CertificateId);
    }

    // Of two certificates that cover a domain, the one that expires later is bound, even if it was added later.
    [Fact]
    public async Task An_added_certificate_replaces_the_bindings_made_by_the_same_run()
    {
        await using var world = await BindingWorld.StartAsync(listeners: 1, domains: 2);
        var selection = new BindingSelection(MatchDomain: true);
        await RunAsync(await world.TargetAsync(selection));
        var first = Assert.Single(world.Copies());
        var later = world.Emulator.World.AddSslCertificate(["*.bulk.example.com"]).Id;

        var ended = await RunAsync(await world.TargetAsync(selection, later), await world.TargetAsync(selection));

        Assert.DoesNotContain(ended, binding => binding.State == GaapBindingState.Skipped);
        Assert.Equal(0, world.Bound(first));
        await world.UndoAsync();
        Assert.Equal(world.Emulator.World.Domains.Count, world.Bound(BindingWorld.Old));

        async Task<IReadOnlyList<GaapCertificateBinding>> RunAsync(params BindingCertificate[] certificates)
        {
            using var pipeline = world.Pipeline(Stop);
            var plan = pipeline.Planner.ForRotation(
                await pipeline.Planner.ReadAsync(cancellationToken: Stop), certificates, selection, world.Journal);
            return await pipeline.Executor.ExecuteAsync(plan).Select(result => result.Binding).ToListAsync(Stop);
        }
    }

    // The write may have taken effect. The failure of the following read does not rule that out.
    [Fact]
    public async Task A_write_with_a_lost_response_is_reported_as_lost_when_the_check_fails()
    {
        await using var world = await BindingWorld.StartAsync(listeners: 1, domains: 2);
        var client = new ApiClient(TencentCertConnection.Create(
            world.Emulator.SecretId, world.Emulator.SecretKey,
            new ConnectionOptions { Endpoint = world.Emulator.Endpoint.OriginalString, MaximumRetryCount = 0 }));
        var scan = await new GaapSnapshotReader(client).ReadAsync(cancellationToken: Stop);
        var fresh = world.Emulator.World.AddGaapCertificate(world.Emulator.World.FindSslCertificate(world.Source)!);
        world.Emulator.Faults.Add("ModifyCertificate", FaultKind.LoseAnswer);
        world.Emulator.Faults.AddError("DescribeRules", "UnauthorizedOperation", count: 100);
        using var engine = world.Queues(client);
        var change = BindingChange.Of(scan.Listeners[0].Domains.First(domain => domain.CertificateId == BindingWorld.Old), fresh.Id);

        var failure = await Assert.ThrowsAsync<TencentCertException>(
            () => Eventually.EndsAsync(engine.ApplyAsync(change, wait: true, TimeSpan.FromSeconds(60))));

        Assert.Equal(1, world.Emulator.Requests.Count("ModifyCertificate"));
        Assert.Equal((ErrorCodes.AnswerLost, true), (failure.Code, failure.MayHaveTakenEffect));
    }

    [Fact]
    public async Task A_listener_removed_during_its_change_ends_the_wait()
    {
        await using var server = ScriptedServer.Start(Replies.Success);
        var client = new WiredClient(server);
        using var engine = new ListenerQueues(client.Api, new BindingLog(), 16, inOrder: false, new SharedFailure(Stop), Stop);
        var change = new BindingChange { ListenerId = "listener-1", To = "cert-2", From = "cert-1" };
        var failure = await Assert.ThrowsAsync<TencentCertException>(
            () => Eventually.EndsAsync(engine.ApplyAsync(change, wait: true, TimeSpan.FromMinutes(1))));
        Assert.Equal(ErrorCodes.NotFound, failure.Code);
    }

    // A certificate that did not exist was not removed. A throttled attempt has removed nothing.
    [Fact]
    public async Task A_missing_certificate_is_not_reported_as_removed_after_a_throttled_attempt()
    {
        await using var server = ScriptedServer.Start(Replies.Error("RequestLimitExceeded"), Replies.Error("ResourceNotFound"));
        Assert.False(await new GaapCertificateStore(new WiredClient(server).Api).RemoveAsync("cert-none0001", Stop));
        await using var losing = ScriptedServer.Start(Replies.Close, Replies.Error("ResourceNotFound"));
        Assert.True(await new GaapCertificateStore(new WiredClient(losing).Api).RemoveAsync("cert-gone0001", Stop));
    }

    // Another client deletes the copy during the run: it is still in the list, but has no content.
    [Fact]
    public async Task A_copy_removed_from_the_store_during_the_search_is_not_reused()
    {
        await using var world = await BindingWorld.StartAsync(listeners: 1, domains: 2);
        var target = await world.TargetAsync();
        var leaving = world.Emulator.World.AddGaapCertificate(world.Emulator.World.FindSslCertificate(world.Source)!).Id;
        var store = new GaapCertificateStore(world.Client);
        world.Emulator.Faults.AddError("DescribeCertificateDetail", "ResourceNotFound", count: 2);

        Assert.Empty(await store.FindCopiesAsync(target.Leaf!, Stop));
        var made = await store.ImportAsync(target.Bundle!, cancellationToken: Stop);

        Assert.Equal((false, true), (made.Reused, made.CertificateId != leaving));
    }

    // The new certificate has an id, even if it cannot be read afterwards.
    [Fact]
    public async Task An_import_returns_the_new_id_when_the_copy_cannot_be_read()
    {
        await using var world = await BindingWorld.StartAsync(listeners: 1, domains: 2);
        var target = await world.TargetAsync();
        world.Emulator.Faults.AddError("DescribeCertificateDetail", "UnauthorizedOperation", count: 100);

        var made = await new GaapCertificateStore(world.Client).ImportAsync(target.Bundle!, "alias", cancellationToken: Stop);

        Assert.Equal(Assert.Single(world.Copies()), made.CertificateId);
        Assert.Equal(("alias", GaapCertificateType.Server, false), (made.Alias, made.CertificateType, made.Reused));
        Assert.Equal((target.Leaf!.Thumbprint, target.NotAfter), (made.Thumbprint, made.NotAfter));
        Assert.Equal(target.DnsNames, made.DnsNames);
    }

    [Fact]
    public async Task An_undo_restores_all_bindings_and_can_be_repeated()
    {
        await using var world = await BindingWorld.StartAsync(listeners: 4, domains: 24);
        await world.RotateAsync(Stop);

        var back = await world.UndoAsync();

        Assert.All(back, binding => Assert.Equal((GaapBindingState.Changed, BindingWorld.Old), (binding.State, binding.CertificateId)));
        Assert.Equal(world.Emulator.World.Domains.Count, world.Bound(BindingWorld.Old));
        Assert.Equal(GaapCertificateUpdateState.Undone, GaapCertificateUpdate.Read(world.Journal).State);
        Assert.All(await world.UndoAsync(), binding => Assert.Equal(GaapBindingState.AlreadyCurrent, binding.State));
        Assert.Equal(ErrorCodes.Journal, (await Assert.ThrowsAsync<TencentCertException>(() => world.RotateAsync(Stop))).Code);
    }

    [Fact]
    public async Task An_undo_writes_each_listener_and_its_domains_in_reverse_journal_order()
    {
        await using var world = await BindingWorld.StartAsync(listeners: 3, domains: 24);
        await world.RotateAsync(Stop);
        var there = world.Journalled("Sending");

        await world.UndoAsync();

        var back = world.Journalled("UndoSending");
        Assert.Contains(there, line => line.Domain is null);
        Assert.All(
            there.ToLookup(line => line.ListenerId),
            listener =>
                Assert.Equal(
                    listener.Select(line => line.Domain).Reverse(),
                    back.Where(line => line.ListenerId == listener.Key).Select(line => line.Domain)));
    }

    [Fact]
    public async Task The_old_certificate_is_removed_only_when_it_is_unused()
    {
        await using var world = await BindingWorld.StartAsync(listeners: 2, domains: 6);
        world.Emulator.Faults.Add("ModifyCertificate", FaultKind.ChangeFails);
        using var pipeline = world.Pipeline(Stop);
        var plan = pipeline.Planner.ForRotation(
            await pipeline.Planner.ReadAsync(cancellationToken: Stop), [await world.TargetAsync()], BindingWorld.OfOld);
        await pipeline.Executor.ExecuteAsync(plan).ToListAsync(Stop);

        var first = await pipeline.Executor.RemoveReplacedAsync(plan.Replaced, Stop).ToListAsync(Stop);

        Assert.Contains("still used by", Assert.Single(first).Kept, StringComparison.Ordinal);
        Assert.NotNull(world.Emulator.World.FindGaapCertificate(BindingWorld.Old));

        await world.RotateAsync(Stop);

        Assert.Equal(
            [new ReplacedCertificate(BindingWorld.Old)],
            await pipeline.Executor.RemoveReplacedAsync(plan.Replaced, Stop).ToListAsync(Stop));
        Assert.Null(world.Emulator.World.FindGaapCertificate(BindingWorld.Old));
    }

    [Fact]
    public async Task A_refused_removal_does_not_change_the_completed_state_of_the_run()
    {
        await using var world = await BindingWorld.StartAsync(listeners: 1, domains: 2);
        await world.RotateAsync(Stop);
        world.Emulator.Faults.AddError("DeleteCertificate", "FailedOperation.CertificateIsUsing", "in use", 1);
        using (var pipeline = world.Pipeline(Stop))
        {
            var plan = pipeline.Planner.ForRotation(
                await pipeline.Planner.ReadAsync(cancellationToken: Stop), [await world.TargetAsync()], BindingWorld.OfOld, world.Journal);
            await pipeline.Executor.ExecuteAsync(plan).ToListAsync(Stop);
            Assert.NotNull(Assert.Single(await pipeline.Executor.RemoveReplacedAsync([BindingWorld.Old], Stop).ToListAsync(Stop)).Failure);
        }

        Assert.Equal(GaapCertificateUpdateState.Complete, GaapCertificateUpdate.Read(world.Journal).State);
        Assert.Contains("in use", (await File.ReadAllLinesAsync(world.Journal, Stop))[^2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_that_does_not_cover_a_follower_is_not_bound_to_its_listener()
    {
        await using var world = await BindingWorld.StartAsync(listeners: 1, domains: 1);
        var narrow = world.Emulator.World.AddSslCertificate(["site-00001.bulk.example.com"]).Id;

        var plan = RotationPlanning.Plan(
            await new GaapSnapshotReader(world.Client).ReadAsync(cancellationToken: Stop), [await world.TargetAsync(source: narrow)]);

        Assert.Single(plan.Changes, change => change is { Step: BindingStep.Write, Domain: "site-00001.bulk.example.com" });
        Assert.Contains(
            plan.Changes,
            binding =>
                binding is { Step: BindingStep.Refuse, Domain: null } && binding.Reason!.Contains("second.bulk", StringComparison.Ordinal));
    }
}
