using System.Globalization;
using TencentCert.Core.Client;
using TencentCert.Core.Credentials;
using TencentCert.Core.Errors;

namespace TencentCert.Core.Tests.Client;

/// <summary>A wrong clock and an expired key are each corrected once per call.</summary>
public sealed class ApiClientKeyAndClockTests
{
    private static readonly DateTimeOffset ServerTime = new(2026, 3, 1, 12, 30, 0, TimeSpan.Zero);

    [Fact]
    public async Task The_server_clock_offset_is_learned_and_kept_for_the_next_call()
    {
        await using var server = ScriptedServer.Start(Replies.WrongTime(ServerTime), Replies.Success);
        var client = new WiredClient(server);
        Assert.Equal(2, (await client.CallAsync()).Attempts);
        Assert.Equal(TimeSpan.FromMinutes(30), client.Connection.ClockOffset);
        Assert.Equal(1, (await client.CallAsync()).Attempts);
        Assert.Equal(
            [ServerTime.AddMinutes(-30), ServerTime, ServerTime],
            server.Requests.Select(request => long.Parse(request.Header("X-TC-Timestamp")!, CultureInfo.InvariantCulture))
                .Select(DateTimeOffset.FromUnixTimeSeconds));
        Assert.All(server.Requests, request => ReceivedSignature.AssertRight(request, "gaap", WiredClient.SecretId, WiredClient.SecretKey));
    }

    [Fact]
    public async Task A_second_refusal_of_the_time_is_final()
    {
        await using var server = ScriptedServer.Start(Replies.WrongTime(ServerTime));
        var failure = await new WiredClient(server).FailAsync();
        Assert.Equal(("AuthFailure.SignatureExpire", 2, false), (failure.Code, failure.Attempt, failure.MayHaveTakenEffect));
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task Without_the_server_s_time_the_first_refusal_is_final()
    {
        await using var server = ScriptedServer.Start(Replies.Error("AuthFailure.SignatureExpire"));
        Assert.Equal(1, (await new WiredClient(server).FailAsync()).Attempt);
    }

    [Fact]
    public async Task An_expired_key_is_renewed_and_the_call_continues()
    {
        await using var server = ScriptedServer.Start(Replies.Error("AuthFailure.TokenFailure"), Replies.Success);
        var source = new CountingSource();
        var client = new WiredClient(server, credentials: new CredentialChain(source));
        Assert.Equal(2, (await client.CallAsync()).Attempts);
        Assert.Equal(2, source.Lookups);
        Assert.Equal(["token-1", "token-2"], server.Requests.Select(request => request.Header("X-TC-Token")));
    }

    [Fact]
    public async Task A_second_token_failure_is_final()
    {
        await using var server = ScriptedServer.Start(Replies.Error("AuthFailure.TokenFailure"));
        var source = new CountingSource();
        var failure = await new WiredClient(server, credentials: new CredentialChain(source)).FailAsync();
        Assert.Equal(("AuthFailure.TokenFailure", 2, false), (failure.Code, failure.Attempt, failure.MayHaveTakenEffect));
        Assert.Equal(2, source.Lookups);
    }

    // The previous attempt may have been executed, so the final error alone is not sufficient.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_key_expired_between_attempts_does_not_hide_a_possible_effect_of_the_first(bool isRefused)
    {
        Reply[] script = isRefused ? [Replies.Close, Replies.Error("AuthFailure.TokenFailure")] : [Replies.Close];
        await using var server = ScriptedServer.Start(script);
        var client =
            new WiredClient(server, credentials: new CredentialChain(new SingleKeySource(isRefused ? null : DateTimeOffset.UnixEpoch)));
        var failure = await client.FailAsync(ActionEffect.Idempotent);
        Assert.Equal(ErrorCodes.CredentialExpired, failure.Code);
        Assert.True(failure.MayHaveTakenEffect);
        Assert.Equal((script.Length, script.Length), (failure.Attempt, server.Requests.Count));
    }

    [Fact]
    public async Task Without_a_key_nothing_is_sent()
    {
        await using var server = ScriptedServer.Start(Replies.Success);
        var failure = await new WiredClient(server, credentials: new CredentialChain()).FailAsync();
        Assert.Equal(ErrorCodes.NoCredential, failure.Code);
        Assert.Equal(0, server.Connections);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void An_invalid_rate_is_refused(double rate) =>
        Assert.Equal(
            ErrorCodes.InvalidParameter,
            Assert.Throws<TencentCertException>(
                () => TencentCertConnection.Create("id", "key", new ConnectionOptions { RequestsPerSecond = rate })).Code);

    private sealed class CountingSource : ICredentialSource
    {
        public int Lookups { get; private set; }

        public string Name => "counting source";

        public ValueTask<CredentialLookup> FindAsync(CancellationToken cancellationToken)
        {
            Lookups++;
            return ValueTask.FromResult(new CredentialLookup(
                new TencentCredential("AKIDcounting0000", "key", string.Create(CultureInfo.InvariantCulture, $"token-{Lookups}")), "here"));
        }
    }

    /// <summary>A source that has one key only.</summary>
    private sealed class SingleKeySource(DateTimeOffset? end) : ICredentialSource
    {
        private bool _isEmpty;

        public string Name => "ending source";

        public ValueTask<CredentialLookup> FindAsync(CancellationToken cancellationToken)
        {
            if (_isEmpty)
                throw new TencentCertException(ErrorCodes.CredentialExpired, $"There is no other.");

            _isEmpty = true;
            return ValueTask.FromResult(new CredentialLookup(new TencentCredential("AKIDending000000", "key", "token", end), "here"));
        }
    }
}
