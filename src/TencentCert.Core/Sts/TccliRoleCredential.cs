using TencentCert.Core.Credentials;

namespace TencentCert.Core.Sts;

/// <summary>The role that a profile of Tencent's command line names: its CVM's, or one to take on with the profile's own key.</summary>
/// <param name="profile">Profile; <c>TCCLI_PROFILE</c>, else <c>default</c>, when null.</param>
/// <param name="folder">Folder of the files; <c>~/.tccli</c> when null.</param>
/// <param name="options">How STS and the CVM's metadata service are reached.</param>
public sealed class TccliRoleCredential(string? profile = null, string? folder = null, ConnectionOptions? options = null)
    : ICredentialSource
{
    private readonly string _profile = profile ?? TccliProfile.DefaultName;
    private readonly string _folder = folder ?? TccliProfile.Folder(null);

    /// <inheritdoc />
    public string Name => Wording.Of($"role in tccli profile");

    /// <inheritdoc />
    public async ValueTask<CredentialLookup> FindAsync(CancellationToken cancellationToken)
    {
        var path = TccliProfile.PathOf(_profile, _folder);
        if (await TccliProfile.ReadAsync(path, cancellationToken).ConfigureAwait(false) is not { } content)
            return CredentialLookup.None($"{path} does not exist");

        if (content.Kind == "cvm-role")
            return await new RoleCredential(options).FindAsync(cancellationToken).ConfigureAwait(false);

        if (content.RoleArn is not { } arn)
            return CredentialLookup.None($"{path} names no role");

        var sourceChain = new CredentialChain(new TccliCredential(_profile, _folder, options?.Clock));
        var role = new RoleSession(arn) { SessionName = content.RoleSessionName ?? RoleSession.DefaultName };
        return await new AssumeRoleCredential(sourceChain, role, options).FindAsync(cancellationToken).ConfigureAwait(false);
    }
}
