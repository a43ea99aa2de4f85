using System.Collections.Concurrent;
using TencentCert.Core.Credentials;
using TencentCert.Core.Diagnostics;
using TencentCert.Core.Errors;
using TencentCert.Core.Strings;

namespace TencentCert.Core.Client;

/// <summary>
/// Where calls go and who signs them. Its settings never change; what it learns (the clock's offset, each
/// action's rate, a renewed key) is shared by all who use it, from any thread.
/// </summary>
public sealed class TencentCertConnection
{
    private readonly ConcurrentDictionary<string, RateLimiter> _limiters = new(StringComparer.Ordinal);
    private long _clockOffsetTicks;
    private volatile string? _account;

    /// <summary>Creates a connection; nothing is read or sent yet.</summary>
    /// <param name="credentials">Where the key comes from.</param>
    /// <param name="options">Settings.</param>
    /// <exception cref="TencentCertException">
    /// <see cref="ErrorCodes.InvalidEndpoint"/>, or <see cref="ErrorCodes.InvalidParameter"/> for a rate that is none.
    /// </exception>
    public TencentCertConnection(CredentialChain credentials, ConnectionOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(credentials);
        Options = options ?? new ConnectionOptions();
        if (Options.RequestsPerSecond is { } rate && !(double.IsFinite(rate) && rate > 0))
        {
            throw new TencentCertException(
                ErrorCodes.InvalidParameter, $"RequestsPerSecond must be greater than 0. Leave it out for the service's own limit.");
        }

        Endpoints = new ServiceEndpoints(Options.Endpoint, Options.Site);
        Credentials = new CredentialCache(credentials, Options.Clock);
    }

    /// <summary>A connection with a given key.</summary>
    public static TencentCertConnection Create(string secretId, string secretKey, ConnectionOptions? options = null) =>
        new(CredentialChain.Explicit(new TencentCredential(secretId, secretKey)), options);

    /// <summary>Settings.</summary>
    public ConnectionOptions Options { get; }

    /// <summary>Addresses.</summary>
    public ServiceEndpoints Endpoints { get; }

    /// <summary>The key in use.</summary>
    public CredentialCache Credentials { get; }

    /// <summary>The SecretId with its middle hidden; null before a key was looked for.</summary>
    public string? SecretId => Credentials.Current?.Credential.MaskedSecretId;

    /// <summary>Where the key came from; null before it was looked for.</summary>
    public string? Source => Credentials.Current?.Source;

    /// <summary>Where calls go; <c>{service}</c> stands for a service's name.</summary>
    public string Endpoint => Endpoints.ToString();

    /// <summary>Region sent with each call; null for none.</summary>
    public string? Region => Options.Region;

    /// <summary>The site the account belongs to.</summary>
    public TencentSite Site => Endpoints.Site;

    /// <summary>Server time less local time, learnt from a refused signature.</summary>
    public TimeSpan ClockOffset => TimeSpan.FromTicks(Interlocked.Read(ref _clockOffsetTicks));

    /// <summary>Number (uin) of the account, once a <see cref="ConnectionTest"/> has asked for it.</summary>
    public string? Account => _account;

    /// <inheritdoc />
    public override string ToString() => $"{Endpoints} ({Credentials.Current?.Credential.MaskedSecretId ?? Wording.Of($"no key yet")})";

    /// <summary>
    /// The service's time, by which requests are signed and certificates are judged; the machine's until the service has answered.
    /// </summary>
    public DateTimeOffset ServerTime => Options.Clock.GetUtcNow() + ClockOffset;

    internal void LearnServerTime(DateTimeOffset serverTime) =>
        Interlocked.Exchange(ref _clockOffsetTicks, (serverTime - Options.Clock.GetUtcNow()).Ticks);

    internal void LearnAccount(string? account) => _account = account;

    /// <summary>The limiter of an action, shared by all connections of the same key and endpoint.</summary>
    /// <remarks>It stays the same when a temporary key is renewed. Before any key is known a connection has one of its own.</remarks>
    internal RateLimiter LimiterOf(ApiAction action) =>
        _limiters.TryGetValue(action.FullName, out var known)
            ? known
            : _limiters.GetOrAdd(action.FullName, name => Credentials.Current is { Credential: { } key }
                ? RateLimiters.Of(key.SecretId, Endpoints.ToString(), name, Options.Clock)
                : new RateLimiter(Options.Clock));

    /// <summary>The limit to stay below, in requests a second.</summary>
    internal double LimitOf(ApiAction action) => Options.RequestsPerSecond ?? action.Service.RequestsPerSecond;
}
