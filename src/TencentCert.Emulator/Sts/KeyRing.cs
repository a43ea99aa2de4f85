using System.Security.Cryptography;

namespace TencentCert.Emulator.Sts;

/// <summary>The account's own key and the temporary keys made from it. Temporary keys expire on the caller's clock.</summary>
internal sealed class KeyRing
{
    private readonly object _gate = new();
    private readonly Dictionary<string, AcceptedKey> _keys = new(StringComparer.Ordinal);
    private readonly EmulatorClock _clock;

    public KeyRing(AcceptedKey own, EmulatorClock clock)
    {
        _clock = clock;
        _keys.Add(own.SecretId, own);
    }

    /// <summary>The key of that id, expired or not.</summary>
    public AcceptedKey? Find(string secretId)
    {
        lock (_gate)
        {
            return _keys.GetValueOrDefault(secretId);
        }
    }

    public bool IsExpired(AcceptedKey key) => key.Expires <= _clock.WireTime;

    public AcceptedKey CreateTemporaryKey(string roleArn, string session, TimeSpan lifetime)
    {
        var key = new AcceptedKey(
            "AKID" + RandomNumberGenerator.GetHexString(60, lowercase: true),
            Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
            RandomNumberGenerator.GetHexString(128, lowercase: true))
        {
            Expires = DateTimeOffset.FromUnixTimeSeconds((_clock.WireTime + lifetime).ToUnixTimeSeconds()),
            RoleArn = roleArn,
            Session = session,
        };
        lock (_gate)
        {
            _keys.Add(key.SecretId, key);
        }

        return key;
    }
}
