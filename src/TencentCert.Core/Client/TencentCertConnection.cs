using System.Collections.Concurrent;
using TencentCert.Core.Credentials;
using TencentCert.Core.Diagnostics;

namespace TencentCert.Core.Client;

/// <summary>
/// Endpoint and credentials of calls. The settings are immutable; the clock offset, the rate limits and a renewed key are
/// shared by all users of the connection. Thread-safe.
/// </summary>
public sealed class TencentCertConnection
{
    private readonly ConcurrentDictionary<string, RateLimiter> _limiters = new(StringComparer.Ordinal);
    private long _clockOffsetTicks;

    /// <summary>Creates a connection; reads and sends nothing yet.</summary>
    /// <param name="credentials">Source of the key.</param>
    /// <param name="options">Settings.</param>
    /// <exception cref="TencentCertException"><see cref="ErrorCodes.InvalidEndpoint"/>, or <see cref="ErrorCodes.InvalidParameter"/> for an
    /// invalid rate.</exception>
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

    /// <summary>Creates a connection with a given key.</summary>
    public static TencentCertConnection Create(string secretId, string secretKey, ConnectionOptions? options = null) =>
        new(CredentialChain.Explicit(new TencentCredential(secretId, secretKey)), options);

    /// <summary>Settings.</summary>
    public ConnectionOptions Options { get; }

    /// <summary>Endpoints of the services.</summary>
    public ServiceEndpoints Endpoints { get; }

    /// <summary>The key in use.</summary>
    public CredentialCache Credentials { get; }

    /// <summary>The SecretId with its middle hidden; null before the key was resolved.</summary>
    public string? SecretId => Credentials.Current?.Credential.MaskedSecretId;

    /// <summary>Source of the key; null before it was resolved.</summary>
    public string? Source => Credentials.Current?.Source;

    /// <summary>Endpoint or pattern; <c>{service}</c> is replaced by a service's name.</summary>
    public string Endpoint => Endpoints.ToString();

    /// <summary>Region sent with each call; null for none.</summary>
    public string? Region => Options.Region;

    /// <summary>The site the account belongs to.</summary>
    public TencentSite Site => Endpoints.Site;

    /// <summary>Server time minus local time, from a refused signature.</summary>
    public TimeSpan ClockOffset => TimeSpan.FromTicks(Interlocked.Read(ref _clockOffsetTicks));

    /// <summary>Account number (uin), after a <see cref="ConnectionTest"/>.</summary>
    public string? Account
    {
        get => Volatile.Read(ref field);
        internal set => Volatile.Write(ref field, value);
    }

    /// <inheritdoc />
    public override string ToString() => $"{Endpoints} ({SecretId ?? Wording.Of($"no key yet")})";

    /// <summary>The service's time, used for signatures and certificate validity; the local time until the service has responded.</summary>
    public DateTimeOffset ServerTime => Options.Clock.GetUtcNow() + ClockOffset;

    internal void UpdateServerTime(DateTimeOffset serverTime) =>
        Interlocked.Exchange(ref _clockOffsetTicks, (serverTime - Options.Clock.GetUtcNow()).Ticks);

    /// <summary>The limiter of an action, shared by all connections of the same key and endpoint.</summary>
    /// <remarks>It stays the same when a temporary key is renewed. Before the key is known, the connection has its own.</remarks>
    internal RateLimiter LimiterOf(ApiAction action) =>
        _limiters.GetOrAdd(action.FullName, name => Credentials.Current is { Credential: { } key }
            ? RateLimiters.Of(key.SecretId, Endpoints.ToString(), name, Options.Clock)
            : new RateLimiter(Options.Clock));

    /// <summary>In requests a second.</summary>
    internal double LimitOf(ApiAction action) => Options.RequestsPerSecond ?? action.Service.RequestsPerSecond;
}
