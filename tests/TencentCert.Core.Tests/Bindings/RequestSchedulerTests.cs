using TencentCert.Core.Bindings;
using TencentCert.Core.Client;
using TencentCert.Core.Errors;
using TencentCert.Core.Tests.Client;
using TencentCert.Core.Wire;
using TencentCert.Core.Wire.Gaap;

namespace TencentCert.Core.Tests.Bindings;

/// <summary>Order and number of concurrent requests when many are waiting.</summary>
public sealed class RequestSchedulerTests
{
    private const int Limit = 2;
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(100);

    // The service stalls for some time. The slots of that time are lost, and the requests are not all sent at once afterwards.
    [Fact]
    public async Task Requests_queued_during_a_stall_are_sent_at_the_configured_rate()
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = ScriptedServer.Start(async (request, connection, stop) =>
        {
            await gate.Task.WaitAsync(stop);
            return await Replies.Success(request, connection, stop);
        });
        var clock = new ManualClock();
        var client = new ApiClient(TencentCertConnection.Create(
            "id", "key",
            new ConnectionOptions { Endpoint = server.Endpoint, Clock = clock, RequestsPerSecond = 10,
                AttemptTimeout = TimeSpan.FromHours(1) }));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        using var scheduler = new RequestScheduler(client, Limit, new SharedFailure(stop.Token), stop.Token);
        var all = Enumerable.Range(0, 20)
            .Select(_ => scheduler.SendAsync(GaapActions.DescribeRules, 0, () => new DescribeRulesRequest { ListenerId = "listener-1" }))
            .ToList();
        await Eventually.Async(
            () =>
            {
                clock.Advance(Tick);
                return server.Requests.Count == Limit;
            },
            "as many requests as may be in progress");
        await PassAsync(50);
        Assert.Equal(Limit, server.Requests.Count);

        gate.SetResult();
        await PassAsync(0);

        // The slots of the stall are lost: at most the limit per second is sent after it.
        await PassAsync(3);
        Assert.InRange(server.Requests.Count, Limit, Limit + 10);
        await Eventually.Async(
            () =>
            {
                clock.Advance(Tick);
                return all.TrueForAll(call => call.IsCompleted);
            },
            "the rest of the line");
        Assert.All(await Task.WhenAll(all), answer => Assert.Equal(1, answer.Attempts));

        // A busy machine may send fewer requests, never more, so only upper limits are asserted.
        async Task PassAsync(int ticks)
        {
            for (var tick = 0; tick <= ticks; tick++)
            {
                clock.Advance(tick == 0 ? TimeSpan.Zero : Tick);
                await Task.Delay(30, TestContext.Current.CancellationToken);
            }
        }
    }

    // The requests of one action wait for its next burst without occupying the places of concurrent requests.
    [Fact]
    public async Task Requests_that_wait_for_a_slot_do_not_block_another_action()
    {
        await using var server = ScriptedServer.Start(Replies.Success);
        var client = new ApiClient(TencentCertConnection.Create(
            "id", "key", new ConnectionOptions { Endpoint = server.Endpoint, Clock = new ManualClock(), RequestsPerSecond = 2 * Limit }));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        using var scheduler = new RequestScheduler(client, Limit, new SharedFailure(stop.Token), stop.Token);
        var writes = Enumerable.Range(0, 20)
            .Select(_ => scheduler.SendAsync(GaapActions.DescribeRules, 0, () => new DescribeRulesRequest { ListenerId = "listener-1" }))
            .ToList();
        await Eventually.Async(() => writes.Count(write => write.IsCompleted) == 2 * Limit, "the first burst");

        await Eventually.EndsAsync(
            scheduler.SendAsync(
                GaapActions.DescribeHTTPSListeners, 0, () => new DescribeHTTPSListenersRequest { ListenerId = "listener-1" }));

        Assert.Equal((2 * Limit) + 1, server.Requests.Count);
        await stop.CancelAsync();
    }

    // Refusing ten thousand waiting requests one after the other would take minutes.
    [Fact]
    public async Task A_refused_key_ends_all_waiting_requests_and_releases_their_slots()
    {
        await using var server = ScriptedServer.Start(Replies.Error("AuthFailure.SecretIdNotFound"));
        var clock = new ManualClock();
        var client = new ApiClient(TencentCertConnection.Create(
            "id", "key", new ConnectionOptions { Endpoint = server.Endpoint, Clock = clock, RequestsPerSecond = 10 }));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        using var scheduler = new RequestScheduler(client, Limit, new SharedFailure(stop.Token), stop.Token);
        var all = Enumerable.Range(0, 1000)
            .Select(_ => scheduler.SendAsync(GaapActions.DescribeRules, 0, () => new DescribeRulesRequest { ListenerId = "listener-1" }))
            .ToList();

        var failures = new List<TencentCertException>();
        foreach (var one in all)
            failures.Add(await Assert.ThrowsAsync<TencentCertException>(() => Eventually.EndsAsync(one)));

        Assert.All(failures, failure => Assert.Equal("AuthFailure.SecretIdNotFound", failure.Code));
        Assert.InRange(server.Requests.Count, 1, Limit);
        Assert.Equal(1000 - server.Requests.Count, failures.Count(failure => failure.Attempt == 0));

        // The next command over the same connection gets the next slot.
        clock.Advance(Tick);
        Assert.True(client.AcquireSlotAsync(GaapActions.DescribeRules, stop.Token).IsCompletedSuccessfully);
    }

    // One slot was offered to all of them. Their own slots are free after the run.
    [Fact]
    public async Task Unused_slots_are_available_to_the_next_run()
    {
        await using var server = ScriptedServer.Start(Replies.Success);
        var clock = new ManualClock();
        var client = new ApiClient(TencentCertConnection.Create(
            "id", "key", new ConnectionOptions { Endpoint = server.Endpoint, Clock = clock, RequestsPerSecond = 10 }));
        await client.AcquireSlotAsync(GaapActions.DescribeRules, TestContext.Current.CancellationToken);
        using (var scheduler = new RequestScheduler(
            client, Limit, new SharedFailure(TestContext.Current.CancellationToken), TestContext.Current.CancellationToken))
        {
            var all = Enumerable.Range(0, 20)
                .Select(_ =>
                    scheduler.TrySendAsync(GaapActions.DescribeRules, 0, () => (DescribeRulesRequest?)null, () => new ApiCallOptions()))
                    .ToList();
            clock.Advance(Tick);
            Assert.All(await Eventually.EndsAsync(Task.WhenAll(all)), Assert.Null);
        }

        clock.Advance(Tick);
        await Eventually.EndsAsync(client.AcquireSlotAsync(GaapActions.DescribeRules, TestContext.Current.CancellationToken));
    }

    // The busy time of a listener is measured from the sending of a read. A queued read would otherwise seem to be older than it is.
    [Fact]
    public async Task A_read_is_timed_from_its_sending_and_not_from_its_queueing()
    {
        await using var server = ScriptedServer.Start(Replies.Success);
        var clock = new ManualClock { PassesUpTo = TimeSpan.FromMinutes(1) };
        var client = new ApiClient(TencentCertConnection.Create(
            "id", "key",
            new ConnectionOptions { Endpoint = server.Endpoint, Clock = clock, RequestsPerSecond = 1,
                AttemptTimeout = TimeSpan.FromHours(1) }));
        using var scheduler = new RequestScheduler(
            client, Limit, new SharedFailure(TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);
        var run =
            new BindingRun(client, scheduler, new BusyEstimates(), new BindingLog(), InOrder: false, TestContext.Current.CancellationToken);
        await client.AcquireSlotAsync(GaapActions.DescribeRules, TestContext.Current.CancellationToken);
        var queuedAt = run.Now;

        var observation = await Eventually.EndsAsync(new ListenerMonitor("listener-1", run).PollAsync(withListener: false));

        Assert.InRange(clock.GetElapsedTime(queuedAt, observation.SentAt), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1.1));

        // The busy time is not measured with this read: it would be the time in the queue.
        Assert.False(observation.IsUnqueued);
    }
}
