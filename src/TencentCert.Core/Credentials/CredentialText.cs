using TencentCert.Core.Certificates;

namespace TencentCert.Core.Credentials;

/// <summary>Converts the content of a source to a key, or to an error that names the source.</summary>
internal static class CredentialText
{
    private const int MaxFileBytes = 1024 * 1024;

    private static readonly long MaxUnixSeconds = DateTimeOffset.MaxValue.ToUnixTimeSeconds();

    /// <summary>A file's content; one that is longer than a megabyte holds no key.</summary>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            // A pipe or device may block; the caller can be cancelled meanwhile.
            return await Task.Run(() => ReadFile(path), CancellationToken.None).WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            throw new TencentCertException(ErrorCodes.InvalidCredential, $"{path} cannot be read: {exception.Message}", exception);
        }
    }

    /// <summary>The lines of a file; empty if it cannot be read.</summary>
    public static IEnumerable<string> Lines(string path)
    {
        try
        {
            return Decode(ReadFile(path)).Split('\n');
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static byte[] ReadFile(string path) => BoundedFile.Read(path, MaxFileBytes)
        ?? throw new InvalidDataException(Wording.Of($"more than {MaxFileBytes} bytes"));

    /// <summary>A file's text, in the encoding that its byte order mark names, else UTF-8.</summary>
    public static string Decode(ReadOnlyMemory<byte> content)
    {
        using var reader = new StreamReader(new MemoryStream(content.ToArray()));
        return reader.ReadToEnd();
    }

    /// <summary>From Unix seconds; null if they are not a valid time.</summary>
    public static DateTimeOffset? ToExpiry(long seconds) =>
        seconds > 0 && seconds <= MaxUnixSeconds ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;

    public static TencentCredential Create(string id, string key, string? token, DateTimeOffset? expiresAt, string source)
    {
        try
        {
            return new TencentCredential(id, key, token, expiresAt);
        }
        catch (ArgumentException exception)
        {
            throw new TencentCertException(ErrorCodes.InvalidCredential, $"{source}: {exception.Message}");
        }
    }
}
