using System.Globalization;
using System.Text;
using System.Text.Json;
using TencentCert.Core.Errors;
using TencentCert.Core.Json;

namespace TencentCert.Core.Credentials;

/// <summary>What stands in a profile file of tccli, <c>~/.tccli/&lt;profile&gt;.credential</c>.</summary>
internal sealed class TccliProfile
{
    // On every system, so that a name means the same everywhere.
    private static readonly char[] NotInNames = [.. System.IO.Path.GetInvalidFileNameChars(), '/', '\\', ':'];

    private readonly JsonElement _root;

    private TccliProfile(string path, JsonElement root)
    {
        Path = path;
        _root = root;
    }

    /// <summary>Where tccli keeps its profiles.</summary>
    /// <param name="home">The home folder; the user's when null.</param>
    public static string Folder(string? home) => System.IO.Path.Combine(home ?? Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".tccli");

    /// <summary>The profile nobody named.</summary>
    public static string UsualName => Environment.GetEnvironmentVariable("TCCLI_PROFILE") is { Length: > 0 } named ? named : "default";

    public string Path { get; }

    public string? SecretId => Text("secretId");

    public string? SecretKey => Text("secretKey");

    public string? Token => Text("token");

    /// <summary><c>default</c>, <c>cvm-role</c>, <c>oauth</c> or <c>sso</c>.</summary>
    public string? Kind => Text("type");

    public string? RoleArn => Text("role-arn");

    public string? RoleSessionName => Text("role-session-name");

    /// <summary>"expiresAt" of a static key's file is 0 or absent; some tools write it as text or in milliseconds.</summary>
    public DateTimeOffset? ExpiresAt
    {
        get
        {
            if (_root.ValueKind != JsonValueKind.Object
                || !_root.TryGetProperty("expiresAt", out var value)
                || !long.TryParse(value.ToString(), NumberStyles.Integer, CultureInfo.InvariantCulture, out var number))
            {
                return null;
            }

            return CredentialText.End(number) ?? CredentialText.End(number / 1000);
        }
    }

    /// <summary>Path of a profile's file, whether it exists or not.</summary>
    public static string PathOf(string profile, string folder) =>
        profile.AsSpan().IndexOfAny(NotInNames) < 0
            ? System.IO.Path.Combine(folder, profile + ".credential")
            : throw new TencentCertException(ErrorCodes.InvalidCredential, $"'{profile}' is not a profile name.");

    /// <summary>Reads a file; null when there is none.</summary>
    public static async Task<TccliProfile?> ReadAsync(string path, CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        var content = await CredentialText.ReadAsync(path, cancellationToken).ConfigureAwait(false);
        try
        {
            using var document = JsonDocument.Parse(content.AsMemory(HasBom(content) ? 3 : 0));
            return new TccliProfile(path, document.RootElement.Clone());
        }
        catch (JsonException)
        {
            // The parser's own message may quote the file, and the file holds a key.
            throw new TencentCertException(ErrorCodes.InvalidCredential, $"{path} is not valid JSON. Write it anew with: tccli configure");
        }
    }

    private static bool HasBom(byte[] content) => content is [0xEF, 0xBB, 0xBF, ..];

    private string? Text(string name) => JsonText.Of(_root, Encoding.UTF8.GetBytes(name)) is { Length: > 0 } text ? text : null;
}
