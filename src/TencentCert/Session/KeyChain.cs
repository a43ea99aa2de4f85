using System.Management.Automation;
using System.Net;
using System.Security;
using TencentCert.Core.Client;
using TencentCert.Core.Credentials;
using TencentCert.Core.Errors;
using TencentCert.Core.Strings;
using TencentCert.Core.Sts;

namespace TencentCert.Session;

/// <summary>Where a key comes from, in PowerShell's terms.</summary>
internal static class KeyChain
{
    /// <summary>The given key alone, or a profile alone, or the default places.</summary>
    /// <param name="credential">SecretId and SecretKey.</param>
    /// <param name="sessionToken">Token of a temporary key.</param>
    /// <param name="profile">Profile.</param>
    /// <param name="options">How STS and the metadata service are reached.</param>
    /// <exception cref="TencentCertException">The credential cannot be a key.</exception>
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
        catch (ArgumentException problem)
        {
            throw new TencentCertException(ErrorCodes.InvalidCredential, Wording.Verbatim(problem.Message));
        }
    }

    private static string Reveal(SecureString secret) => new NetworkCredential("", secret).Password;
}
