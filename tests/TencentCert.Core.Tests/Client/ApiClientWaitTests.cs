using System.Globalization;
using TencentCert.Core.Client;
using TencentCert.Core.Errors;
using TencentCert.Core.Wire;

namespace TencentCert.Core.Tests.Client;

/// <summary>Throttling, busy responses, time limits and cancellation.</summary>
public sealed class ApiClientWaitTests
{
    [Theory]
    [InlineData(ActionEffect.Read)]
    [InlineData(ActionEffect.Idempotent)]
    [InlineData(ActionEffect.Once)]
    public async Task Retry_After_is_respected_for_every_effect(ActionEffect effect)
    {
        await using var server = ScriptedServer.Start(Replies.Body("slow down", 429, "Retry-After: 7"), Replies.Success);
        var client = new WiredClient(server);
        Assert.Equal(2, (await client.CallAsync(effect)).Attempts);
        Assert.Equal(TimeSpan.FromSeconds(7), client.Attempts[0].Pause);
        Assert.Contains(TimeSpan.FromSeconds(7), client.Clock.Passed);
    }

    [Theory]
    [InlineData("Date: Sun, 01 Mar 2026 12:04:00 GMT", "Retry-After: Sun, 01 Mar 2026 12:04:09 GMT", 9)]
    [InlineData("Server: x", "Retry-After: Sun, 01 Mar 2026 12:00:11 GMT", 11)]
    [InlineData("Date: Sun, 01 Mar 2026 12:04:00 GMT", "Retry-After: Sun, 01 Mar 2026 12:03:00 GMT", 0)]
    public async Task Retry_After_may_be_a_date_by_the_server_clock_or_else_the_local_clock(string date, string after, int seconds)
    {
        await using var server = ScriptedServer.Start(Replies.Body("", 503, date, after), Replies.Success);
        var client = new WiredClient(server);
        Assert.Equal(2, (await client.CallAsync(ActionEffect.Read)).Attempts);
        Assert.Equal(TimeSpan.FromSeconds(seconds), client.Attempts[0].Pause);
    }

    [Theory]
    [InlineData(429, "99999999")]
    [InlineData(503, "99999999")]
    [InlineData(503, "Fri, 31 Dec 9999 23:59:59 GMT")]
    public async Task Retry_After_beyond_the_retry_time_limit_ends_the_call(int status, string after)
    {
        await using var server =
            ScriptedServer.Start(Replies.Body("", status, "Date: Sun, 01 Mar 2026 11:00:00 GMT", "Retry-After: " + after));
        var client = new WiredClient(server);
        var failure = await client.FailAsync(ActionEffect.Read);
        Assert.Equal((ErrorCodes.HttpStatus, 1), (failure.Code, failure.Attempt));
        Assert.Equal(TimeSpan.Zero, client.Clock.Elapsed);
    }

    [Theory]
    [InlineData("RequestLimitExceeded")]
    [InlineData("RequestLimitExceeded.UinLimitExceeded")]
    [InlineData("FailedOperation.ListenerHasTask")]
    public async Task A_refusal_before_execution_is_retried_beyond_the_retry_count(string code)
    {
        await using var server = ScriptedServer.Start([.. Enumerable.Repeat(Replies.Error(code), 12), Replies.Success]);
        var answer = await new WiredClient(server).CallAsync(ActionEffect.Once);
        Assert.Equal(13, answer.Attempts);
    }

    [Fact]
    public async Task A_permanent_refusal_is_retried_until_the_retry_time_limit()
    {
        await using var server = ScriptedServer.Start(Replies.Error("FailedOperation.ListenerHasTask"));
        var client = new WiredClient(server, options => options with { RetryTimeout = TimeSpan.FromSeconds(20) });
        var failure = await client.FailAsync();
        Assert.Equal("FailedOperation.ListenerHasTask", failure.Code);
        Assert.False(failure.MayHaveTakenEffect);
        Assert.Equal(server.Requests.Count, failure.Attempt);
        Assert.True(failure.Attempt > 3);
        Assert.True(client.Clock.Elapsed <= TimeSpan.FromSeconds(21));
    }

    [Fact]
    public async Task The_deadline_of_the_caller_takes_precedence_over_the_retry_time_limit()
    {
        await using var server = ScriptedServer.Start(Replies.Error("RequestLimitExceeded"));
        var client = new WiredClient(server);
        var failure = await client.FailAsync(deadline: client.Clock.GetUtcNow() - TimeSpan.FromSeconds(1));
        Assert.Equal(("RequestLimitExceeded", 1), (failure.Code, failure.Attempt));
    }

    [Fact]
    public async Task A_throttled_call_slows_its_action_and_no_other()
    {
        await using var server = ScriptedServer.Start(Replies.Error("RequestLimitExceeded"), Replies.Success);
        var client = new WiredClient(server);
        await client.CallAsync();
        Assert.True(client.Connection.LimiterOf(GaapActions.ModifyCertificate).Rate(20) < 20);
        Assert.Equal(20, client.Connection.LimiterOf(GaapActions.SetAuthentication).Rate(20));
    }

    [Fact]
    public async Task An_attempt_without_a_response_times_out_as_a_lost_response()
    {
        await using var server = ScriptedServer.Start(Replies.Stall);
        var client = new WiredClient(server);
        var call = client.FailAsync(ActionEffect.Once);
        await server.UntilReceivedAsync(1);
        client.Clock.Advance(TimeSpan.FromHours(1));
        var failure = await call;
        Assert.Equal((ErrorCodes.AnswerLost, 1, true), (failure.Code, failure.Attempt, failure.MayHaveTakenEffect));
        Assert.Contains("no response in time", failure.Message, StringComparison.Ordinal);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task The_attempt_timeout_includes_the_response_body()
    {
        await using var server = ScriptedServer.Start(Replies.HalfThenStall, Replies.Success);
        var client = new WiredClient(server);
        var call = client.CallAsync(ActionEffect.Read);
        await server.UntilReceivedAsync(1);
        client.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(2, (await call).Attempts);
    }

    [Fact]
    public async Task A_connection_timeout_is_reported_as_not_sent()
    {
        await using var server = ScriptedServer.StartSilent();
        var client = new WiredClient(server, options => options with { MaximumRetryCount = 0 });
        var call = client.FailAsync(ActionEffect.Once);
        await server.UntilConnectedAsync(1);
        client.Clock.Advance(TimeSpan.FromHours(1));
        var failure = await call;
        Assert.Equal((ErrorCodes.NotSent, 1, false), (failure.Code, failure.Attempt, failure.MayHaveTakenEffect));
    }

    [Fact]
    public async Task Cancelling_before_the_start_sends_nothing()
    {
        await using var server = ScriptedServer.Start(Replies.Success);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => new WiredClient(server).CallAsync(cancellationToken: new CancellationToken(canceled: true)));
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task Cancelling_while_waiting_for_a_slot_sends_nothing()
    {
        await using var server = ScriptedServer.Start(Replies.Success);
        var clock = new ManualClock();
        var client = new WiredClient(server, options => options with { Clock = clock, RequestsPerSecond = 1 });
        await client.CallAsync();
        await AssertCancelsAsync(client, () => clock.UntilPendingAsync(1));
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Cancelling_during_back_off_returns()
    {
        await using var server = ScriptedServer.Start(Replies.Body("", 429, "Retry-After: 100"));
        var clock = new ManualClock();
        var client = new WiredClient(server, options => options with { Clock = clock });
        await AssertCancelsAsync(client, () => Eventually.Async(() => client.Attempts.Count == 1, "the first attempt"));
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Cancelling_while_connecting_returns()
    {
        await using var server = ScriptedServer.StartSilent();
        await AssertCancelsAsync(new WiredClient(server), () => server.UntilConnectedAsync(1));
    }

    [Fact]
    public async Task Cancelling_while_waiting_for_the_response_returns()
    {
        await using var server = ScriptedServer.Start(Replies.Stall);
        await AssertCancelsAsync(new WiredClient(server), () => server.UntilReceivedAsync(1));
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Cancelling_while_reading_the_body_returns()
    {
        await using var server = ScriptedServer.Start(Replies.HalfThenStall);
        await AssertCancelsAsync(new WiredClient(server), () => server.UntilReceivedAsync(1));
    }

    [Fact]
    public async Task Two_hundred_concurrent_calls_share_one_limit_and_all_succeed()
    {
        await using var server = ScriptedServer.Start(Replies.Success);
        var client = new WiredClient(server);
        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => client.CallAsync()));
        Assert.All(answers, answer => Assert.Equal(1, answer.Attempts));
        Assert.Equal(200, server.Requests.Count);
        Assert.Equal(200, client.Attempts.Count);
        Assert.InRange(client.Clock.Elapsed, TimeSpan.FromSeconds(9), TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task Two_hundred_concurrent_calls_succeed_after_a_burst_of_refusals()
    {
        await using var server = ScriptedServer.Start([.. Enumerable.Repeat(Replies.Error("RequestLimitExceeded"), 40), Replies.Success]);
        var client = new WiredClient(server, options => options with { RetryTimeout = TimeSpan.FromHours(10) });
        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => client.CallAsync()));
        Assert.Equal(200, answers.Length);
        Assert.Equal(240, server.Requests.Count);
        Assert.Equal(240, client.Attempts.Count);
        Assert.Equal(40, client.Attempts.Count(attempt => attempt.Code == "RequestLimitExceeded"));
        Assert.Equal(240, answers.Sum(answer => answer.Attempts));
    }

    private static async Task AssertCancelsAsync(WiredClient client, Func<Task> until)
    {
        using var stop = new CancellationTokenSource();
        var call = client.CallAsync(ActionEffect.Once, stop.Token);
        await until();
        Assert.False(call.IsCompleted, string.Create(CultureInfo.InvariantCulture, $"The call ended too early: {call.Status}."));
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }
}
