using System.Collections.Concurrent;
using TencentCert.Core.Client;
using TencentCert.Core.Credentials;
using TencentCert.Core.Errors;
using TencentCert.Core.Wire;
using TencentCert.Core.Wire.Gaap;

namespace TencentCert.Core.Tests.Client;

/// <summary>A client of a scripted server, on a clock where pauses end at once and attempt timeouts never elapse.</summary>
internal sealed class WiredClient
{
    public const string SecretId = "AKIDtestTestTestTest";
    public const string SecretKey = "testSecretTestSecret";

    private readonly ConcurrentQueue<ApiAttempt> _attempts = new();

    public WiredClient(
        ScriptedServer server, Func<ConnectionOptions, ConnectionOptions>? change = null, CredentialChain? credentials = null)
        : this(server.Endpoint, change, credentials)
    {
    }

    public WiredClient(string endpoint, Func<ConnectionOptions, ConnectionOptions>? change = null, CredentialChain? credentials = null)
    {
        var options =
            new ConnectionOptions { Endpoint = endpoint, Clock = Clock, MaximumRetryCount = 2, AttemptTimeout = TimeSpan.FromHours(1) };
        Connection = new TencentCertConnection(
            credentials ?? CredentialChain.Explicit(new TencentCredential(SecretId, SecretKey)), change?.Invoke(options) ?? options);
        Api = new ApiClient(Connection, _attempts.Enqueue);
    }

    public static ModifyCertificateRequest Request { get; } =
        new() { ListenerId = "listener-1", Domain = "www.example.com", CertificateId = "cert-1" };

    public ManualClock Clock { get; } = new() { PassesUpTo = TimeSpan.FromMinutes(30) };

    public TencentCertConnection Connection { get; }

    public ApiClient Api { get; }

    public IReadOnlyList<ApiAttempt> Attempts => [.. _attempts];

    /// <summary>A call with the given effect.</summary>
    public Task<ApiAnswer<ModifyCertificateResponse>> CallAsync(
        ActionEffect effect = ActionEffect.Once, CancellationToken? cancellationToken = null, DateTimeOffset? deadline = null) =>
        Eventually.EndsAsync(Api.SendAsync(
            GaapActions.ModifyCertificate,
            Request,
            new ApiCallOptions { Effect = effect, Deadline = deadline },
            cancellationToken ?? TestContext.Current.CancellationToken));

    /// <summary>A call that must fail.</summary>
    public Task<TencentCertException> FailAsync(ActionEffect effect = ActionEffect.Once, DateTimeOffset? deadline = null) =>
        Assert.ThrowsAsync<TencentCertException>(() => CallAsync(effect, deadline: deadline));
}
