using System.Collections.Concurrent;
using TencentCert.Core.Credentials;
using TencentCert.Core.Diagnostics;
using TencentCert.Core.Errors;
using TencentCert.Core.Strings;

namespace TencentCert.Core.Client;

/// <summary>
/// Where calls go and who signs them. Its settings never change; what it learns (the clock's offset, each
/// action's pace, a renewed key) is shared by all who use it, from any thread.
/// </summary>
public sealed class TencentCertConnection
{
    private readonly ConcurrentDictionary<string, Pacer> _pacers = new(StringComparer.Ordinal);
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

    /// <summary>Server time less local time, learnt from a refused signature.</summary>
    public TimeSpan ClockOffset => TimeSpan.FromTicks(Interlocked.Read(ref _clockOffsetTicks));

    /// <summary>Number (uin) of the account, once a <see cref="ConnectionTest"/> has asked for it.</summary>
    public string? Account => _account;

    /// <inheritdoc />
    public override string ToString() => $"{Endpoints} ({Credentials.Current?.Credential.MaskedSecretId ?? Wording.Of($"no key yet")})";

    /// <summary>The time to sign with.</summary>
    internal DateTimeOffset ServerTime => Options.Clock.GetUtcNow() + ClockOffset;

    internal void LearnServerTime(DateTimeOffset serverTime) =>
        Interlocked.Exchange(ref _clockOffsetTicks, (serverTime - Options.Clock.GetUtcNow()).Ticks);

    internal void LearnAccount(string? account) => _account = account;

    // By name: an action that is taken as raw JSON shares the pace of the declared one.
    internal Pacer PacerOf(ApiAction action) =>
        _pacers.TryGetValue(action.FullName, out var known)
            ? known
            : _pacers.GetOrAdd(action.FullName, new Pacer(Options.RequestsPerSecond ?? action.Service.RequestsPerSecond, Options.Clock));
}
