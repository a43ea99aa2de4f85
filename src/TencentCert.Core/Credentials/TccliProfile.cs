using System.Globalization;
using System.Text.Json;

namespace TencentCert.Core.Credentials;

/// <summary>Content of a profile file of tccli, <c>~/.tccli/&lt;profile&gt;.credential</c>.</summary>
internal sealed class TccliProfile(Dictionary<string, string> values)
{
    private const string ExpiryMember = "expiresAt";

    // The same on every system, so that names are portable.
    private static readonly char[] InvalidNameCharacters = [.. Path.GetInvalidFileNameChars(), '/', '\\', ':'];

    /// <summary>Where tccli keeps its profiles.</summary>
    /// <param name="home">The home folder; the user's when null.</param>
    public static string Folder(string? home) =>
        Path.Combine(home ?? Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".tccli");

    public static string DefaultName => Environment.GetEnvironmentVariable("TCCLI_PROFILE").NullIfEmpty() ?? "default";

    public string? SecretId => Text("secretId");

    public string? SecretKey => Text("secretKey");

    public string? Token => Text("token");

    /// <summary><c>default</c>, <c>cvm-role</c>, <c>oauth</c> or <c>sso</c>.</summary>
    public string? Kind => Text("type");

    public string? RoleArn => Text("role-arn");

    public string? RoleSessionName => Text("role-session-name");

    /// <summary>"expiresAt" of a static key's file is 0 or absent; some tools write it as text or in milliseconds.</summary>
    public DateTimeOffset? ExpiresAt =>
        long.TryParse(values.GetValueOrDefault(ExpiryMember), NumberStyles.Integer, CultureInfo.InvariantCulture, out var number)
            ? CredentialText.ToExpiry(number) ?? CredentialText.ToExpiry(number / 1000)
            : null;

    /// <summary>Path of a profile's file, whether it exists or not.</summary>
    public static string PathOf(string profile, string folder) =>
        profile.AsSpan().IndexOfAny(InvalidNameCharacters) < 0
            ? Path.Combine(folder, profile + ".credential")
            : throw new TencentCertException(ErrorCodes.InvalidCredential, $"'{profile}' is not a profile name.");

    /// <summary>Reads a file; null when there is none.</summary>
    public static async Task<TccliProfile?> ReadAsync(string path, CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
            return null;

        var content = await CredentialText.ReadAsync(path, cancellationToken).ConfigureAwait(false);
        try
        {
            using var document = JsonDocument.Parse(content.Span is [0xEF, 0xBB, 0xBF, ..] ? content[3..] : content);
            return new TccliProfile(document.RootElement.ValueKind == JsonValueKind.Object ? Values(document.RootElement) : []);
        }
        catch (JsonException)
        {
            // The parser's own message may quote the file, and the file holds a key.
            throw new TencentCertException(ErrorCodes.InvalidCredential, $"{path} is not valid JSON. Write it again with: tccli configure");
        }
    }

    // The last of several members with one name counts, as in tccli. Members of other types are ignored.
    private static Dictionary<string, string> Values(JsonElement root)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var member in root.EnumerateObject())
        {
            try
            {
                values[member.Name] = member.Value.ValueKind switch
                {
                    JsonValueKind.String => member.Value.GetString()!,
                    JsonValueKind.Number when member.Name == ExpiryMember => member.Value.GetRawText(),
                    _ => "",
                };
            }
            catch (InvalidOperationException)
            {
                // Invalid Unicode in a name or text is detected only when it is read.
            }
        }

        return values;
    }

    private string? Text(string name) => values.GetValueOrDefault(name).NullIfEmpty();
}
