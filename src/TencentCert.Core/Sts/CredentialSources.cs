using TencentCert.Core.Credentials;

namespace TencentCert.Core.Sts;

/// <summary>The chains of credential sources that users choose from.</summary>
public static class CredentialSources
{
    /// <summary>
    /// The default sources: environment, shared file, tccli, the CVM's role, the pod's identity;
    /// with <c>TENCENTCLOUD_ROLE_ARN</c>, the role that the first of these may take on.
    /// </summary>
    /// <param name="options">How STS and the metadata service are reached, and the clock that judges expiry.</param>
    /// <param name="home">The home folder, which the files are looked for in; the user's when null.</param>
    public static CredentialChain Default(ConnectionOptions? options = null, string? home = null)
    {
        var folder = TccliProfile.Folder(home);
        ICredentialSource[] keys =
        [
            new EnvironmentCredential(), new SharedFileCredential(paths: SharedFileCredential.DefaultPaths(home)),
            new TccliRoleCredential(null, folder, options), new TccliCredential(null, folder, options?.Clock),
            new RoleCredential(options), new TkeCredential(options),
        ];
        return new CredentialChain([new EnvironmentRoleCredential(new CredentialChain(keys), options), .. keys]);
    }

    /// <summary>The files alone, for a named profile; the environment never overrides an explicit name.</summary>
    /// <param name="profile">Profile of tccli, or section of the shared file.</param>
    /// <param name="options">How STS is reached, and the clock that judges expiry.</param>
    /// <param name="home">The home folder, which the files are looked for in; the user's when null.</param>
    public static CredentialChain Profile(string profile, ConnectionOptions? options = null, string? home = null)
    {
        var folder = TccliProfile.Folder(home);
        return new CredentialChain(
            new TccliRoleCredential(profile, folder, options),
            new TccliCredential(profile, folder, options?.Clock),
            new SharedFileCredential(profile, SharedFileCredential.DefaultPaths(home)))
        {
            Hint = () => ProfileNames() is { Count: > 0 } names ? Wording.Of($"Profiles there are: {Wording.List(names)}.") : null,
        };
    }

    /// <summary>Names of the profiles of tccli and of the shared file's sections.</summary>
    public static IReadOnlyList<string> ProfileNames()
    {
        try
        {
            return [.. TccliCredential.Profiles().Concat(SharedFileCredential.Profiles()).Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal)];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>The role of the CVM this runs on, and nothing else.</summary>
    /// <param name="options">How the metadata service is reached, and the clock that judges expiry.</param>
    public static CredentialChain InstanceRole(ConnectionOptions? options = null) => new CredentialChain(new RoleCredential(options));

    /// <summary>A role taken on with an identity provider's token.</summary>
    /// <param name="identity">The role, the provider and the token's file.</param>
    /// <param name="options">How STS is reached.</param>
    public static CredentialChain Oidc(WebIdentity identity, ConnectionOptions? options = null) =>
        new CredentialChain(new OidcCredential(identity, options));

    /// <summary>A role taken on with a chain's key.</summary>
    /// <param name="sourceChain">Finds the key that takes the role on.</param>
    /// <param name="role">The role.</param>
    /// <param name="options">How STS is reached.</param>
    public static CredentialChain Assuming(this CredentialChain sourceChain, RoleSession role, ConnectionOptions? options = null) =>
        new CredentialChain(new AssumeRoleCredential(sourceChain, role, options));
}
