using TencentCert.Core.Errors;


namespace TencentCert.Core.Credentials;

/// <summary>Turns what a source holds into a key, or into an error that names the source.</summary>
internal static class CredentialText
{
    private static readonly long LastSecond = DateTimeOffset.MaxValue.ToUnixTimeSeconds();

    /// <summary>A file's content.</summary>
    public static async Task<byte[]> ReadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return await File.ReadAllBytesAsync(path, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new TencentCertException(ErrorCodes.InvalidCredential, $"{path} cannot be read: {problem.Message}", problem);
        }
    }

    /// <summary>A key's end in Unix seconds; null when that is no time.</summary>
    public static DateTimeOffset? End(long seconds) =>
        seconds > 0 && seconds <= LastSecond ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;

    /// <summary>The key of these texts.</summary>
    public static TencentCredential Create(string id, string key, string? token, DateTimeOffset? expiresAt, string source)
    {
        try
        {
            return new TencentCredential(id, key, token, expiresAt);
        }
        catch (ArgumentException problem)
        {
            throw new TencentCertException(ErrorCodes.InvalidCredential, $"{source}: {problem.Message}");
        }
    }
}
