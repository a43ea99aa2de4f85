using TencentCert.Core.Credentials;

namespace TencentCert.Core.Sts;

/// <summary>A role taken on with another key.</summary>
/// <param name="sourceChain">Source of that key; read again at each renewal.</param>
/// <param name="role">The role.</param>
/// <param name="options">How STS is reached.</param>
public sealed class AssumeRoleCredential(CredentialChain sourceChain, RoleSession role, ConnectionOptions? options = null)
    : ICredentialSource
{
    /// <inheritdoc />
    public string Name => Wording.Of($"assumed role");

    /// <inheritdoc />
    public async ValueTask<CredentialLookup> FindAsync(CancellationToken cancellationToken)
    {
        var connection = new TencentCertConnection(sourceChain, options);
        var lookup = await new SecurityTokens(new ApiClient(connection)).AssumeRoleAsync(role, cancellationToken).ConfigureAwait(false);
        return lookup with { Detail = Wording.Of($"{lookup.Detail}, with the key from {connection.Credentials.Current!.Source}") };
    }
}
