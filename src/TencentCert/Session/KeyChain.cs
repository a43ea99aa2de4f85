using System.Security;
using TencentCert.Core.Credentials;
using TencentCert.Core.Sts;

namespace TencentCert.Session;

/// <summary>Sources of a key, from PowerShell parameters.</summary>
internal static class KeyChain
{
    /// <summary>Only the given key, or only a profile, or the default sources.</summary>
    /// <exception cref="TencentCertException">The credential is not a valid key.</exception>
    public static CredentialChain Of(PSCredential? credential, SecureString? sessionToken, string? profile, ConnectionOptions options)
    {
        if (credential is null)
            return profile is null ? CredentialSources.Default(options) : CredentialSources.Profile(profile, options);

        try
        {
            var token = SecretText.Reveal(sessionToken);
            return CredentialChain.Explicit(new TencentCredential(credential.UserName, SecretText.Reveal(credential.Password)!, token));
        }
        catch (ArgumentException exception)
        {
            throw new TencentCertException(ErrorCodes.InvalidCredential, Wording.Verbatim(exception.Message));
        }
    }
}
