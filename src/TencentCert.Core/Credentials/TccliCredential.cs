using System.Globalization;
using System.Text.Json;
using TencentCert.Core.Api;

namespace TencentCert.Core.Credentials;

/// <summary>
/// The profile files of Tencent's command line: <c>~/.tccli/&lt;profile&gt;.credential</c>. Keys cached by its
/// SSO or OAuth login are used while they are valid; renewing them stays that tool's job.
/// </summary>
public sealed class TccliCredential : ICredentialSource
{
    // On every system, so that a name means the same everywhere.
    private static readonly char[] NotInNames = [.. Path.GetInvalidFileNameChars(), '/', '\\', ':'];

    private static readonly long LastSecond = DateTimeOffset.MaxValue.ToUnixTimeSeconds();

    private readonly string _profile;
    private readonly string _folder;
    private readonly TimeProvider _clock;

    /// <summary>Reads a profile of tccli.</summary>
    /// <param name="profile">Profile; <c>TCCLI_PROFILE</c>, else <c>default</c>, when null.</param>
    /// <param name="folder">Folder of the files; <c>~/.tccli</c> when null.</param>
    /// <param name="clock">Judges expiry.</param>
    public TccliCredential(string? profile = null, string? folder = null, TimeProvider? clock = null)
    {
        _profile = profile ?? (Environment.GetEnvironmentVariable("TCCLI_PROFILE") is { Length: > 0 } named ? named : "default");
        _folder = folder ?? Folder;
        _clock = clock ?? TimeProvider.System;
    }

    /// <inheritdoc />
    public string Name => "tccli profile";

    private static string Folder => Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".tccli");

    /// <summary>Names of the profiles that exist.</summary>
    public static IEnumerable<string> Profiles() =>
        Directory.Exists(Folder) ? Directory.EnumerateFiles(Folder, "*.credential").Select(path => Path.GetFileNameWithoutExtension(path)) : [];

    /// <inheritdoc />
    public async ValueTask<CredentialLookup> FindAsync(CancellationToken cancellationToken)
    {
        if (_profile.AsSpan().IndexOfAny(NotInNames) >= 0)
        {
            throw new TencentCertException(ErrorCodes.InvalidCredential, $"'{_profile}' is not a profile name.");
        }

        var path = Path.Combine(_folder, _profile + ".credential");
        if (!File.Exists(path))
        {
            return new CredentialLookup(null, $"{path} does not exist");
        }

        using var document = Parse(await CredentialText.ReadAsync(path, cancellationToken).ConfigureAwait(false), path);
        var root = document.RootElement;
        if (JsonText.Of(root, "secretId") is not { Length: > 0 } id || JsonText.Of(root, "secretKey") is not { Length: > 0 } key)
        {
            return new CredentialLookup(null, $"{path} holds no key");
        }

        var kind = JsonText.Of(root, "type");
        var expiresAt = ExpiresAt(root);
        if (expiresAt <= _clock.GetUtcNow())
        {
            throw new TencentCertException(ErrorCodes.CredentialExpired, $"{path}: the key ended at {expiresAt:yyyy-MM-dd HH:mm} UTC. {Renewal(kind)}");
        }

        return new CredentialLookup(CredentialText.Create(id, key, JsonText.Of(root, "token"), expiresAt, path), path);
    }

    private static string Renewal(string? kind) => kind switch
    {
        "sso" => "Run: tccli sso login",
        "oauth" => "Run: tccli auth login",
        _ => "Get a new one.",
    };

    private static JsonDocument Parse(byte[] content, string path)
    {
        try
        {
            return JsonDocument.Parse(content.AsMemory(HasBom(content) ? 3 : 0));
        }
        catch (JsonException)
        {
            // The parser's own message may quote the file, and the file holds a key.
            throw new TencentCertException(ErrorCodes.InvalidCredential, $"{path} is not valid JSON. Write it anew with: tccli configure");
        }
    }

    private static bool HasBom(byte[] content) => content is [0xEF, 0xBB, 0xBF, ..];

    // "expiresAt" of a static key's file is 0 or absent; some tools write it as text or in milliseconds.
    private static DateTimeOffset? ExpiresAt(JsonElement root)
    {
        if (!root.TryGetProperty("expiresAt", out var value)
            || !long.TryParse(value.ToString(), NumberStyles.Integer, CultureInfo.InvariantCulture, out var number)
            || number <= 0)
        {
            return null;
        }

        var seconds = number <= LastSecond ? number : number / 1000;
        return seconds <= LastSecond ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;
    }
}
