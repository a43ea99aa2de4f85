using System.Text;
using TencentCert.Core.Client;
using TencentCert.Core.Credentials;
using TencentCert.Core.Errors;
using TencentCert.Core.Strings;

namespace TencentCert.Core.Sts;

/// <summary>A role taken on with an identity provider's token (OpenID Connect), so that no key is stored anywhere.</summary>
/// <param name="identity">The role, the provider and the token's file, which is read anew at each renewal.</param>
/// <param name="options">How STS is reached.</param>
public sealed class OidcCredential(WebIdentity identity, ConnectionOptions? options = null) : ICredentialSource
{
    /// <inheritdoc />
    public string Name => Wording.Of($"web identity");

    /// <inheritdoc />
    public async ValueTask<CredentialLookup> FindAsync(CancellationToken cancellationToken)
    {
        var token = await ReadTokenAsync(cancellationToken).ConfigureAwait(false);
        var anonymous = new TencentCertConnection(CredentialChain.Explicit(TencentCredential.Anonymous), options);
        return await new SecurityTokens(new ApiClient(anonymous)).AssumeRoleAsync(identity, token, cancellationToken).ConfigureAwait(false);
    }

    private async Task<string> ReadTokenAsync(CancellationToken cancellationToken)
    {
        var content = await CredentialText.ReadAsync(identity.TokenPath, cancellationToken).ConfigureAwait(false);
        return Encoding.UTF8.GetString(content).Trim('\uFEFF', ' ', '\t', '\r', '\n') is { Length: > 0 } token
            ? token
            : throw new TencentCertException(ErrorCodes.InvalidCredential, $"{identity.TokenPath} is empty; the identity provider's token should be in it.");
    }
}
