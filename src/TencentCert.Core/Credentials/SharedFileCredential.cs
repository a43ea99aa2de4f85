namespace TencentCert.Core.Credentials;

/// <summary>
/// The SDKs' shared INI file: <c>~/.tencentcloud/credentials</c>, then <c>/etc/tencentcloud/credentials</c>;
/// <c>TENCENTCLOUD_CREDENTIALS_FILE</c> names another. Section <c>[default]</c>, or the one named by a profile.
/// </summary>
/// <param name="profile">Section; <c>default</c> when null.</param>
/// <param name="paths">Files to try in order; the usual places when null.</param>
public sealed class SharedFileCredential(string? profile = null, IReadOnlyList<string>? paths = null) : ICredentialSource
{
    private readonly string _profile = profile ?? "default";
    private readonly IReadOnlyList<string> _paths = paths ?? DefaultPaths(null);

    /// <inheritdoc />
    public string Name => Wording.Of($"shared credentials file");

    /// <summary>Names of the sections that exist in files that can be read.</summary>
    /// <param name="home">The home folder; the user's when null.</param>
    public static IEnumerable<string> Profiles(string? home = null) =>
        DefaultPaths(home)
            .Where(File.Exists)
            .SelectMany(CredentialText.Lines)
            .Select(line => line.Trim())
            .Where(line => line is ['[', ..] && line.Contains(']', StringComparison.Ordinal))
            .Select(line => line[1..line.IndexOf(']', StringComparison.Ordinal)].Trim());

    /// <inheritdoc />
    public async ValueTask<CredentialLookup> FindAsync(CancellationToken cancellationToken)
    {
        foreach (var path in _paths.Where(File.Exists))
        {
            if (Section(await CredentialText.ReadAsync(path, cancellationToken).ConfigureAwait(false)) is not { } section)
                continue;

            if (!section.TryGetValue("secret_id", out var id) || !section.TryGetValue("secret_key", out var key))
            {
                throw new TencentCertException(
                    ErrorCodes.InvalidCredential,
                    $"{path}: section [{_profile}] has no secret_id and secret_key. Add both, or remove the section.");
            }

            return new CredentialLookup(
                CredentialText.Create(id, key, section.GetValueOrDefault("token"), null, path), $"{path} [{_profile}]");
        }

        return CredentialLookup.None($"no section [{_profile}] in {Wording.List(_paths)}");
    }

    internal static List<string> DefaultPaths(string? home)
    {
        if (Environment.GetEnvironmentVariable("TENCENTCLOUD_CREDENTIALS_FILE") is { Length: > 0 } configured)
            return [configured];

        home ??= Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        var userFile = Path.Combine(home, ".tencentcloud", "credentials");
        return OperatingSystem.IsWindows() ? [userFile] : [userFile, "/etc/tencentcloud/credentials"];
    }

    private Dictionary<string, string>? Section(ReadOnlyMemory<byte> content)
    {
        using var reader = new StringReader(CredentialText.Decode(content));
        Dictionary<string, string>? section = null;
        var inside = false;
        while (reader.ReadLine()?.Trim() is { } line)
        {
            if (line is ['[', ..])
            {
                // Text after the bracket is a comment. A heading without a closing bracket still ends the previous section.
                var end = line.IndexOf(']', StringComparison.Ordinal);
                inside = end > 0 && string.Equals(line[1..end].Trim(), _profile, StringComparison.Ordinal);
                if (inside)
                    section ??= new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
            }
            else if (inside && line is not ['#' or ';', ..] && line.IndexOf('=', StringComparison.Ordinal) is > 0 and var equals)
            {
                section![line[..equals].Trim()] = line[(equals + 1)..].Trim();
            }
        }

        return section;
    }
}
