using System.Security.Cryptography;
using System.Text;

namespace TencentCert.Core.Credentials;

/// <summary>
/// A key of a Tencent Cloud account. The secret part can sign and cannot be read back: it is in no property,
/// no text and no JSON of this object.
/// </summary>
public sealed class TencentCredential
{
    private readonly byte[] _signingSecret;

    /// <summary>Wraps a key.</summary>
    /// <param name="secretId">SecretId. White space around it, the usual copy-and-paste fault, is refused.</param>
    /// <param name="secretKey">SecretKey.</param>
    /// <param name="token">Session token of a temporary key.</param>
    /// <param name="expiresAt">When a temporary key ends.</param>
    /// <exception cref="ArgumentException">
    /// The id or the key is empty, one part has something other than visible ASCII characters in it, or id and key have changed places.
    /// </exception>
    public TencentCredential(string secretId, string secretKey, string? token = null, DateTimeOffset? expiresAt = null)
    {
        SecretId = RequireVisibleAscii(secretId, "SecretId");
        _signingSecret = Encoding.UTF8.GetBytes("TC3" + RequireVisibleAscii(secretKey, "SecretKey"));
        Token = string.IsNullOrEmpty(token) ? null : RequireVisibleAscii(token, "SessionToken");
        ExpiresAt = expiresAt;

        // A key in place of the id would be displayed (masked) and sent in clear with the first request.
        if (HasIdPrefix(secretKey) && !HasIdPrefix(secretId))
        {
            throw new ArgumentException(
                Wording.Of($"SecretId and SecretKey have changed places: the id is the one that begins with AKID or IKID."));
        }
    }

    private TencentCredential() => (SecretId, _signingSecret) = ("", []);

    /// <summary>No key, for the calls whose body is the verification.</summary>
    internal static TencentCredential Anonymous { get; } = new();

    /// <summary>SecretId; not secret by itself, but shown masked.</summary>
    internal string SecretId { get; }

    internal string? Token { get; }

    /// <summary>The SecretId with its middle hidden.</summary>
    public string MaskedSecretId => SecretId.Length > 12 ? $"{SecretId[..4]}****{SecretId[^4..]}" : "****";

    /// <summary>Whether it is a temporary key with a session token.</summary>
    public bool IsTemporary => Token is not null;

    /// <summary>When a temporary key ends; null when it does not or that is not known.</summary>
    public DateTimeOffset? ExpiresAt { get; }

    /// <inheritdoc />
    public override string ToString() => MaskedSecretId;

    /// <summary>HMAC-SHA256 of each text under the one before it; the first under <c>"TC3" + SecretKey</c>.</summary>
    /// <param name="texts">What the signature method chains: date, service, terminator and the text to sign.</param>
    internal byte[] Authenticate(params ReadOnlySpan<string> texts)
    {
        var key = _signingSecret;
        foreach (var text in texts)
            key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));

        return key;
    }

    /// <summary>Whether both are the same key.</summary>
    public bool SameKeyAs(TencentCredential other) =>
        SecretId == other.SecretId && Token == other.Token
        && CryptographicOperations.FixedTimeEquals(_signingSecret, other._signingSecret);

    private static bool HasIdPrefix(string part) =>
        part.StartsWith("AKID", StringComparison.Ordinal) || part.StartsWith("IKID", StringComparison.Ordinal);

    private static string RequireVisibleAscii(string value, string name)
    {
        if (string.IsNullOrEmpty(value))
            throw new ArgumentException(Wording.Of($"{name} is empty."));

        // Invisible characters such as a byte order mark or a zero-width space break the signature or the header.
        return !value.AsSpan().ContainsAnyExceptInRange('!', '~')
            ? value
            : throw new ArgumentException(Wording.Of(
                $"{name} has white space, an invisible or a non-ASCII character in it, perhaps from copying. Remove it and try again."));
    }
}
