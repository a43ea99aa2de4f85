using TencentCert.Core.Client;
using TencentCert.Core.Credentials;

namespace TencentCert.Core.Sts;

/// <summary>The role that a profile of Tencent's command line names: its CVM's, or one to take on with the profile's own key.</summary>
public sealed class TccliRoleCredential : ICredentialSource
{
    private readonly string _profile;
    private readonly string _folder;
    private readonly ConnectionOptions? _options;

    /// <summary>Reads a profile of tccli.</summary>
    /// <param name="profile">Profile; <c>TCCLI_PROFILE</c>, else <c>default</c>, when null.</param>
    /// <param name="folder">Folder of the files; <c>~/.tccli</c> when null.</param>
    /// <param name="options">How STS and the CVM's metadata service are reached.</param>
    public TccliRoleCredential(string? profile = null, string? folder = null, ConnectionOptions? options = null)
    {
        _profile = profile ?? TccliProfile.DefaultName;
        _folder = folder ?? TccliProfile.Folder(null);
        _options = options;
    }

    /// <inheritdoc />
    public string Name => Wording.Of($"role in tccli profile");

    /// <inheritdoc />
    public async ValueTask<CredentialLookup> FindAsync(CancellationToken cancellationToken)
    {
        var path = TccliProfile.PathOf(_profile, _folder);
        if (await TccliProfile.ReadAsync(path, cancellationToken).ConfigureAwait(false) is not { } profile)
            return new CredentialLookup(null, Wording.Of($"{path} does not exist"));

        if (profile.Kind == "cvm-role")
            return await new RoleCredential(_options).FindAsync(cancellationToken).ConfigureAwait(false);

        if (profile.RoleArn is not { } arn)
            return new CredentialLookup(null, Wording.Of($"{path} names no role"));

        var sourceChain = new CredentialChain(new TccliCredential(_profile, _folder, _options?.Clock));
        var role = new RoleSession(arn) { SessionName = profile.RoleSessionName ?? RoleSession.DefaultName };
        return await new AssumeRoleCredential(sourceChain, role, _options).FindAsync(cancellationToken).ConfigureAwait(false);
    }
}
