using System.Globalization;
using TencentCert.Core.Credentials;

namespace TencentCert.Core.Tests.Credentials;

public sealed class CredentialCacheTests
{
    private readonly ManualClock _clock = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_key_without_expiry_is_looked_up_once()
    {
        var source = new SlowSource(() => null);
        var cache = new CredentialCache(new CredentialChain(source), _clock);
        var first = await cache.GetAsync(Cancel);
        _clock.Advance(TimeSpan.FromDays(1000));
        Assert.Same(first, await cache.GetAsync(Cancel));
        Assert.Equal(1, source.Lookups);
    }

    [Fact]
    public async Task A_key_is_renewed_five_minutes_before_its_expiry_and_not_earlier()
    {
        var source = new SlowSource(() => _clock.GetUtcNow().AddHours(1));
        var cache = new CredentialCache(new CredentialChain(source), _clock);
        var first = await cache.GetAsync(Cancel);
        _clock.Advance(TimeSpan.FromMinutes(55) - TimeSpan.FromSeconds(1));
        Assert.Same(first, await cache.GetAsync(Cancel));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.NotSame(first, await cache.GetAsync(Cancel));
        Assert.Equal(2, source.Lookups);
    }

    [Fact]
    public async Task Fifty_waiting_calls_renew_once()
    {
        var source = new SlowSource(() => _clock.GetUtcNow().AddHours(1));
        var cache = new CredentialCache(new CredentialChain(source), _clock);
        await cache.GetAsync(Cancel);
        _clock.Advance(TimeSpan.FromMinutes(58));
        source.Open = new TaskCompletionSource();
        var calls = Enumerable.Range(0, 50).Select(_ => Task.Run(() => cache.GetAsync(Cancel).AsTask(), Cancel)).ToArray();
        await Eventually.Async(() => source.Lookups == 2, "the second look-up");
        source.Open.SetResult();
        var found = await Eventually.EndsAsync(Task.WhenAll(calls));
        Assert.Single(found.Distinct(ReferenceEqualityComparer.Instance));
        Assert.Equal(2, source.Lookups);
    }

    [Fact]
    public async Task A_refused_key_is_replaced_once_for_any_number_of_refused_calls()
    {
        var source = new SlowSource(() => null);
        var cache = new CredentialCache(new CredentialChain(source), _clock);
        var refused = await cache.GetAsync(Cancel);
        var renewed = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => cache.RenewAsync(refused, Cancel).AsTask()));
        Assert.Single(renewed.Distinct(ReferenceEqualityComparer.Instance));
        Assert.Equal(2, source.Lookups);
    }

    [Fact]
    public async Task A_waiting_call_can_be_cancelled_during_the_lookup_of_another_call()
    {
        var source = new SlowSource(() => null) { Open = new TaskCompletionSource() };
        var cache = new CredentialCache(new CredentialChain(source), _clock);
        var first = cache.GetAsync(Cancel).AsTask();
        await Eventually.Async(() => source.Lookups == 1, "the look-up");
        using var stop = new CancellationTokenSource();
        var second = cache.GetAsync(stop.Token).AsTask();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Eventually.EndsAsync(second));
        source.Open.SetResult();
        await Eventually.EndsAsync(first);
    }

    private sealed class SlowSource(Func<DateTimeOffset?> end) : ICredentialSource
    {
        private int _lookups;

        public int Lookups => Volatile.Read(ref _lookups);

        public TaskCompletionSource? Open { get; set; }

        public string Name => "slow source";

        public async ValueTask<CredentialLookup> FindAsync(CancellationToken cancellationToken)
        {
            var number = Interlocked.Increment(ref _lookups);
            if (Open is { } open)
                await open.Task.WaitAsync(cancellationToken);

            return new CredentialLookup(
                new TencentCredential(string.Create(CultureInfo.InvariantCulture, $"id-{number}"), "key", "token", end()), "here");
        }
    }
}
