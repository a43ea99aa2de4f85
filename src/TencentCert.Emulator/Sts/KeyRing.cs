using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace TencentCert.Emulator.Sts;

/// <summary>The account's own key and the temporary keys made from it. Temporary keys expire on the caller's clock.</summary>
internal sealed class KeyRing(AcceptedKey own, EmulatorClock clock)
{
    private readonly ConcurrentDictionary<string, AcceptedKey> _keys =
        new([KeyValuePair.Create(own.SecretId, own)], StringComparer.Ordinal);

    /// <summary>The key of that id, expired or not.</summary>
    public AcceptedKey? Find(string secretId) => _keys.GetValueOrDefault(secretId);

    public bool IsExpired(AcceptedKey key) => key.Expires <= clock.WireTime;

    public AcceptedKey CreateTemporaryKey(string roleArn, string session, TimeSpan lifetime)
    {
        var key = new AcceptedKey(
            "AKID" + RandomNumberGenerator.GetHexString(60, lowercase: true),
            Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
            RandomNumberGenerator.GetHexString(128, lowercase: true))
        {
            Expires = DateTimeOffset.FromUnixTimeSeconds((clock.WireTime + lifetime).ToUnixTimeSeconds()),
            RoleArn = roleArn,
            Session = session,
        };
        _keys[key.SecretId] = key;
        return key;
    }
}

/// <summary>A key that requests may be signed with, and the session token that they must carry, if any.</summary>
internal sealed record AcceptedKey(string SecretId, string SecretKey, string? Token)
{
    /// <summary>When a temporary key expires; null for a permanent one.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>Null for a permanent key.</summary>
    public string? RoleArn { get; init; }

    /// <summary>Null for a permanent key.</summary>
    public string? Session { get; init; }
}
