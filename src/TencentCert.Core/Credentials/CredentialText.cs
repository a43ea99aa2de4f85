using TencentCert.Core.Api;

namespace TencentCert.Core.Credentials;

/// <summary>Turns the texts a source holds into a key, or into an error that names the source.</summary>
internal static class CredentialText
{
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
