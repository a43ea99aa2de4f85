using System.Management.Automation;
using System.Net;
using System.Security;
using TencentCert.Core.Api;
using TencentCert.Core.Credentials;

namespace TencentCert.Connection;

/// <summary>Where a key comes from, in PowerShell's terms.</summary>
internal static class KeyChain
{
    /// <summary>The given key alone, or a profile alone, or the default places.</summary>
    /// <exception cref="TencentCertException">The credential cannot be a key.</exception>
    public static CredentialChain Of(PSCredential? credential, SecureString? sessionToken, string? profile)
    {
        if (credential is null)
        {
            return profile is null ? CredentialChain.Default() : CredentialChain.Profile(profile);
        }

        try
        {
            var token = sessionToken is null ? null : Reveal(sessionToken);
            return CredentialChain.Explicit(new TencentCredential(credential.UserName, Reveal(credential.Password), token));
        }
        catch (ArgumentException problem)
        {
            throw new TencentCertException(ErrorCodes.InvalidCredential, problem.Message);
        }
    }

    private static string Reveal(SecureString secret) => new NetworkCredential("", secret).Password;
}
