using System.Text.RegularExpressions;

namespace TencentCert.Core.Credentials;

/// <summary>
/// The key in a profile file of Tencent's command line. Keys cached by its SSO or OAuth login are used while they
/// are valid; renewing them stays that tool's job.
/// </summary>
/// <param name="profile">Profile; <c>TCCLI_PROFILE</c>, else <c>default</c>, when null.</param>
/// <param name="folder">Folder of the files; <c>~/.tccli</c> when null.</param>
/// <param name="clock">Judges expiry.</param>
public sealed partial class TccliCredential(string? profile = null, string? folder = null, TimeProvider? clock = null) : ICredentialSource
{
    private readonly string _profile = profile ?? TccliProfile.DefaultName;
    private readonly string _folder = folder ?? TccliProfile.Folder(null);
    private readonly TimeProvider _clock = clock ?? TimeProvider.System;

    /// <inheritdoc />
    public string Name => Wording.Of($"tccli profile");

    /// <summary>Names of the profiles that exist.</summary>
    /// <param name="home">The home folder; the user's when null.</param>
    public static IEnumerable<string> Profiles(string? home = null) =>
        Directory.Exists(TccliProfile.Folder(home))
            ? Directory.EnumerateFiles(TccliProfile.Folder(home), "*.credential").Select(path => Path.GetFileNameWithoutExtension(path))
            : [];

    /// <inheritdoc />
    public async ValueTask<CredentialLookup> FindAsync(CancellationToken cancellationToken)
    {
        var path = TccliProfile.PathOf(_profile, _folder);
        if (await TccliProfile.ReadAsync(path, cancellationToken).ConfigureAwait(false) is not { } content)
            return CredentialLookup.None($"{path} does not exist");

        if (content.SecretId is not { } id || content.SecretKey is not { } key)
            return CredentialLookup.None($"{path} holds no key");

        var isExpired = content.ExpiresAt <= _clock.GetUtcNow();

        // "tccli configure" writes a permanent key and keeps the token of an earlier login, which does not belong to the key.
        if (content.Token is null || (PermanentIdPattern().IsMatch(id) && (isExpired || content.Kind is "oauth" or "sso")))
            return new CredentialLookup(CredentialText.Create(id, key, null, null, path), path);

        return isExpired
            ? throw new TencentCertException(
                ErrorCodes.CredentialExpired, $"{path}: the key expired at {DateText.Minute(content.ExpiresAt)}. {Renewal(content.Kind)}")
            : new CredentialLookup(CredentialText.Create(id, key, content.Token, content.ExpiresAt, path), path);
    }

    // The id of a temporary key is longer.
    [GeneratedRegex(@"^[AI]KID[A-Za-z0-9]{32}\z")]
    private static partial Regex PermanentIdPattern();

    private static string Renewal(string? kind) => kind switch
    {
        "sso" => Wording.Of($"Run: tccli sso login"),
        "oauth" => Wording.Of($"Run: tccli auth login"),
        _ => Wording.Of($"Get a new one."),
    };
}
