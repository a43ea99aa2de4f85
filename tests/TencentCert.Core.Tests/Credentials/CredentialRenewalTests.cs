using System.Collections.Concurrent;
using TencentCert.Core.Client;
using TencentCert.Core.Credentials;
using TencentCert.Core.Errors;
using TencentCert.Core.Sts;
using TencentCert.Core.Tests.Sts;
using TencentCert.Core.Wire;
using TencentCert.Core.Wire.Gaap;

namespace TencentCert.Core.Tests.Credentials;

/// <summary>Renewal of the key of a role: in time, once, by its own source. A valid key stays in use when renewal fails.</summary>
public sealed class CredentialRenewalTests : IDisposable
{
    private static readonly RoleSession Role = new("qcs::cam::uin/100000000001:roleName/deploy");
    private readonly FakeCloud _cloud = new();
    private readonly TencentCertConnection _connection;
    private readonly ConcurrentQueue<ApiAttempt> _attempts = new();
    private int _handedOut;

    public CredentialRenewalTests()
    {
        _cloud.Answer = Usual;
        var basis = CredentialChain.Explicit(new TencentCredential("AKIDbasisbasisbasis", "key"));
        _connection = new TencentCertConnection(basis.Assuming(Role, _cloud.Options), _cloud.Options with { RequestsPerSecond = 1000 });
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private int Asked => _cloud.Requests.Count(request => request.Action == "AssumeRole");

    public void Dispose() => _cloud.Dispose();

    [Fact]
    public async Task Fifty_waiting_calls_assume_the_role_once()
    {
        var open = new ManualResetEventSlim();
        _cloud.Answer = request =>
        {
            if (request.Action == "AssumeRole")
                open.Wait(Cancel);

            return Usual(request);
        };
        var calls = Enumerable.Range(0, 50).Select(_ => Task.Run(CallAsync, Cancel)).ToArray();
        await Eventually.Async(() => Asked == 1, "the question");
        open.Set();
        await Eventually.EndsAsync(Task.WhenAll(calls));
        Assert.Equal(1, Asked);
        Assert.Equal(51, _cloud.Count);
    }

    [Fact]
    public async Task A_key_refused_by_the_service_is_replaced_and_the_call_is_repeated()
    {
        _cloud.Answer = request =>
            request.Action == "ModifyCertificate" && request.Token == "tokenHidden1"
                ? FakeCloud.Error("AuthFailure.TokenFailure")
                : Usual(request);
        await CallAsync();
        Assert.Equal(
            ["AssumeRole", "ModifyCertificate", "AssumeRole", "ModifyCertificate"], _cloud.Requests.Select(request => request.Action));
        Assert.Equal("tokenHidden2", _cloud.Requests[^1].Token);
    }

    [Fact]
    public async Task A_failed_renewal_is_reported_keeps_the_valid_key_and_is_retried_later()
    {
        await CallAsync();
        _cloud.Clock.Advance(TimeSpan.FromMinutes(116));
        _cloud.Answer = request => request.Action == "AssumeRole" ? FakeCloud.Error("UnauthorizedOperation") : Usual(request);
        await CallAsync();
        await CallAsync();
        Assert.Equal(2, Asked);
        Assert.Equal("tokenHidden1", _cloud.Requests[^1].Token);
        Assert.All(_attempts.Skip(1), attempt => Assert.Equal("UnauthorizedOperation", attempt.RenewalFailure!.Code));
        Assert.Equal("request-refused", _connection.Credentials.Current!.RenewalFailure!.RequestId);

        _cloud.Clock.Advance(TimeSpan.FromSeconds(31));
        _cloud.Answer = Usual;
        await CallAsync();
        Assert.Equal(3, Asked);
        Assert.Equal("tokenHidden2", _cloud.Requests[^1].Token);
        Assert.Null(_connection.Credentials.Current!.RenewalFailure);
    }

    [Fact]
    public async Task A_failed_renewal_is_an_error_after_the_key_has_expired()
    {
        await CallAsync();
        _cloud.Clock.Advance(TimeSpan.FromMinutes(121));
        _cloud.Answer = request => request.Action == "AssumeRole" ? FakeCloud.Error("UnauthorizedOperation") : Usual(request);
        var failure = await Assert.ThrowsAsync<TencentCertException>(CallAsync);
        Assert.Equal(("UnauthorizedOperation", "sts:AssumeRole"), (failure.Code, failure.Action));
        Assert.Equal(1, _cloud.Requests.Count(request => request.Action == "ModifyCertificate"));
    }

    [Fact]
    public async Task A_renewal_uses_the_source_of_the_key_and_no_other()
    {
        var leaving = new DisappearingSource(_cloud.Clock.GetUtcNow().AddHours(1));
        var cache = new CredentialCache(
            new CredentialChain(leaving, new ExplicitCredential(new TencentCredential("AKIDsomebodyelse", "key"))), _cloud.Clock);
        var found = await cache.GetAsync(Cancel);
        Assert.Equal(
            ErrorCodes.CredentialExpired,
            (await Assert.ThrowsAsync<TencentCertException>(async () => await cache.RenewAsync(found, Cancel))).Code);
        _cloud.Clock.Advance(TimeSpan.FromHours(2));
        var failure = await Assert.ThrowsAsync<TencentCertException>(async () => await cache.GetAsync(Cancel));
        Assert.Equal("The key came from leaving source, which has none any more: gone.", failure.Message);
    }

    private CloudAnswer Usual(CloudRequest request) =>
        request.Action == "AssumeRole"
            ? _cloud.Key($"{Interlocked.Increment(ref _handedOut)}")
            : FakeCloud.Response("""{"RequestId":"done"}""");

    private Task CallAsync() => Eventually.EndsAsync(new ApiClient(_connection, _attempts.Enqueue).SendAsync(
        GaapActions.ModifyCertificate,
        new ModifyCertificateRequest { ListenerId = "listener-1", Domain = "www.example.com", CertificateId = "cert-1" }, null, Cancel));

    private sealed class DisappearingSource(DateTimeOffset end) : ICredentialSource
    {
        private int _lookups;

        public string Name => "leaving source";

        public ValueTask<CredentialLookup> FindAsync(CancellationToken cancellationToken) => ValueTask.FromResult(
            _lookups++ == 0
                ? new CredentialLookup(new TencentCredential("AKIDleavingleaving", "key", "token", end), "here")
                : new CredentialLookup(null, "gone"));
    }
}
