using System.Net;
using System.Security;
using TencentCert.Core.Client;
using TencentCert.Core.Credentials;
using TencentCert.Core.Sts;

namespace TencentCert.Session;

/// <summary>Sources of a key, from PowerShell parameters.</summary>
internal static class KeyChain
{
    /// <summary>Only the given key, or only a profile, or the default sources.</summary>
    /// <param name="credential">SecretId and SecretKey.</param>
    /// <param name="sessionToken">Token of a temporary key.</param>
    /// <param name="profile">Profile.</param>
    /// <param name="options">Connection options for STS and the metadata service.</param>
    /// <exception cref="TencentCertException">The credential is not a valid key.</exception>
    public static CredentialChain Of(PSCredential? credential, SecureString? sessionToken, string? profile, ConnectionOptions options)
    {
        if (credential is null)
        {
            return profile is null ? CredentialSources.Default(options) : CredentialSources.Profile(profile, options);
        }

        try
        {
            var token = sessionToken is null ? null : Reveal(sessionToken);
            return CredentialChain.Explicit(new TencentCredential(credential.UserName, Reveal(credential.Password), token));
        }
        catch (ArgumentException exception)
        {
            throw new TencentCertException(ErrorCodes.InvalidCredential, Wording.Verbatim(exception.Message));
        }
    }

    private static string Reveal(SecureString secret) => new NetworkCredential("", secret).Password;
}
