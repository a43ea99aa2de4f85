using TencentCert.Core.Bindings;
using TencentCert.Core.Client;
using TencentCert.Core.Errors;
using TencentCert.Core.Tests.Client;
using TencentCert.Core.Wire;
using TencentCert.Core.Wire.Gaap;

namespace TencentCert.Core.Tests.Bindings;

/// <summary>Who sends next where many wait, and how many at once.</summary>
public sealed class RequestSchedulerTests
{
    private const int Limit = 2;
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(100);

    // A service that hangs for a while: the slots of that time are lost, and the requests do not all leave at once afterwards.
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
        using var turns = new RequestScheduler(client, Limit, new SharedFailure(stop.Token), stop.Token);
        var all = Enumerable.Range(0, 20)
            .Select(_ => turns.SendAsync(GaapActions.DescribeRules, 0, () => new DescribeRulesRequest { ListenerId = "listener-1" }))
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

        // Those that hung, and as many as have a turn at this very moment.
        Assert.InRange(server.Requests.Count, Limit, Limit + 1);
        // After a stall requests follow each other at most twice as fast as the rate; a second has no more than the limit.
        await PassAsync(3);
        Assert.InRange(server.Requests.Count, Limit, Limit + 7);
        await Eventually.Async(
            () =>
            {
                clock.Advance(Tick);
                return all.TrueForAll(call => call.IsCompleted);
            },
            "the rest of the line");
        Assert.All(await Task.WhenAll(all), answer => Assert.Equal(1, answer.Attempts));

        // A busy machine may send less meanwhile, never more: only upper limits are asserted after it.
        async Task PassAsync(int ticks)
        {
            for (var tick = 0; tick <= ticks; tick++)
            {
                clock.Advance(tick == 0 ? TimeSpan.Zero : Tick);
                await Task.Delay(30, TestContext.Current.CancellationToken);
            }
        }
    }

    // Ten thousand that wait would take minutes to be refused one after the other.
    [Fact]
    public async Task A_refused_key_ends_all_waiting_requests_and_releases_their_slots()
    {
        await using var server = ScriptedServer.Start(Replies.Error("AuthFailure.SecretIdNotFound"));
        var clock = new ManualClock();
        var client = new ApiClient(TencentCertConnection.Create(
            "id", "key", new ConnectionOptions { Endpoint = server.Endpoint, Clock = clock, RequestsPerSecond = 10 }));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        using var turns = new RequestScheduler(client, Limit, new SharedFailure(stop.Token), stop.Token);
        var all = Enumerable.Range(0, 1000)
            .Select(_ => turns.SendAsync(GaapActions.DescribeRules, 0, () => new DescribeRulesRequest { ListenerId = "listener-1" }))
            .ToList();

        var failures = new List<TencentCertException>();
        foreach (var one in all)
        {
            failures.Add(await Assert.ThrowsAsync<TencentCertException>(() => Eventually.EndsAsync(one)));
        }

        Assert.All(failures, failure => Assert.Equal("AuthFailure.SecretIdNotFound", failure.Code));
        Assert.Single(server.Requests);
        Assert.Equal(999, failures.Count(failure => failure.Attempt == 0));

        // The next command over the same connection is the next in line.
        clock.Advance(Tick);
        Assert.True(client.TakeTurnAsync(GaapActions.DescribeRules, stop.Token).IsCompletedSuccessfully);
    }

    // One turn went through all of them; theirs come only when the run is over.
    [Fact]
    public async Task Unused_slots_are_available_to_the_next_run()
    {
        await using var server = ScriptedServer.Start(Replies.Success);
        var clock = new ManualClock();
        var client = new ApiClient(TencentCertConnection.Create(
            "id", "key", new ConnectionOptions { Endpoint = server.Endpoint, Clock = clock, RequestsPerSecond = 10 }));
        await client.TakeTurnAsync(GaapActions.DescribeRules, TestContext.Current.CancellationToken);
        using (var turns = new RequestScheduler(
            client, Limit, new SharedFailure(TestContext.Current.CancellationToken), TestContext.Current.CancellationToken))
        {
            var all = Enumerable.Range(0, 20)
                .Select(_ =>
                    turns.TrySendAsync(GaapActions.DescribeRules, 0, () => (DescribeRulesRequest?)null, () => new ApiCallOptions()))
                    .ToList();
            clock.Advance(Tick);
            Assert.All(await Eventually.EndsAsync(Task.WhenAll(all)), Assert.Null);
        }

        clock.Advance(Tick);
        await Eventually.EndsAsync(client.TakeTurnAsync(GaapActions.DescribeRules, TestContext.Current.CancellationToken));
    }

    // What is learned of a listener is reckoned from there: a look that waited in line would seem to have seen it long before it did.
    [Fact]
    public async Task A_read_is_timed_from_its_sending_and_not_from_its_queueing()
    {
        await using var server = ScriptedServer.Start(Replies.Success);
        var clock = new ManualClock { PassesUpTo = TimeSpan.FromMinutes(1) };
        var client = new ApiClient(TencentCertConnection.Create(
            "id", "key",
            new ConnectionOptions { Endpoint = server.Endpoint, Clock = clock, RequestsPerSecond = 1,
                AttemptTimeout = TimeSpan.FromHours(1) }));
        using var turns = new RequestScheduler(
            client, Limit, new SharedFailure(TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);
        var run =
            new BindingRun(client, turns, new BusyEstimates(), new BindingLog(), InOrder: false, TestContext.Current.CancellationToken);
        await client.TakeTurnAsync(GaapActions.DescribeRules, TestContext.Current.CancellationToken);
        var inLine = run.Now;

        var look = await Eventually.EndsAsync(new ListenerMonitor("listener-1", run).LookAsync(withListener: false));

        Assert.InRange(clock.GetElapsedTime(inLine, look.Asked), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1.1));

        // How long a listener is busy is not learned from it: that would be the line's length.
        Assert.False(look.IsPrompt);
    }
}
