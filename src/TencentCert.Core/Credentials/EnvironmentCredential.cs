namespace TencentCert.Core.Credentials;

/// <summary>
/// <c>TENCENTCLOUD_SECRET_ID</c>, <c>TENCENTCLOUD_SECRET_KEY</c> and the token under any of the three names
/// that Tencent's own tools use.
/// </summary>
/// <param name="read">Reads a variable; the process environment by default.</param>
public sealed class EnvironmentCredential(Func<string, string?>? read = null) : ICredentialSource
{
    private static readonly string[] TokenNames = ["TENCENTCLOUD_TOKEN", "TENCENTCLOUD_SESSION_TOKEN", "TENCENTCLOUD_SECURITY_TOKEN"];
    private readonly Func<string, string?> _read = read ?? Environment.GetEnvironmentVariable;

    /// <inheritdoc />
    public string Name => Wording.Of($"environment variables");

    /// <inheritdoc />
    public ValueTask<CredentialLookup> FindAsync(CancellationToken cancellationToken)
    {
        var id = _read("TENCENTCLOUD_SECRET_ID").NullIfEmpty();
        var key = _read("TENCENTCLOUD_SECRET_KEY").NullIfEmpty();
        if (id is null && key is null)
            return ValueTask.FromResult(CredentialLookup.None($"TENCENTCLOUD_SECRET_ID and TENCENTCLOUD_SECRET_KEY are not set"));

        if (id is null || key is null)
        {
            // An incomplete key is reported instead of using another key from a file.
            var missing = id is null ? "TENCENTCLOUD_SECRET_ID" : "TENCENTCLOUD_SECRET_KEY";
            throw new TencentCertException(
                ErrorCodes.InvalidCredential, $"The environment holds half a key: {missing} is not set. Set both or neither.");
        }

        var token = TokenNames.Select(_read).FirstOrDefault(value => !string.IsNullOrEmpty(value));
        return ValueTask.FromResult(new CredentialLookup(CredentialText.Create(id, key, token, null, Name), "TENCENTCLOUD_SECRET_ID"));
    }
}
