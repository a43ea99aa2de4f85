using TencentCert.Core.Api;
using TencentCert.Core.Strings;

namespace TencentCert.Core.Credentials;

/// <summary>Tries sources in order; the first key wins, and what was passed over is remembered for the user.</summary>
/// <param name="sources">In order of precedence.</param>
public sealed class CredentialChain(params IReadOnlyList<ICredentialSource> sources)
{
    /// <summary>
    /// What a call uses when nothing was said: environment, shared file, tccli, the CVM's role, the pod's identity;
    /// with <c>TENCENTCLOUD_ROLE_ARN</c>, the role that the first of these may take on.
    /// </summary>
    /// <param name="options">How STS and the metadata service are reached, and the clock that judges expiry.</param>
    public static CredentialChain Default(ConnectionOptions? options = null)
    {
        var clock = options?.Clock;
        ICredentialSource[] keys =
        [
            new EnvironmentCredential(), new SharedFileCredential(),
            new TccliRoleCredential(options: options), new TccliCredential(clock: clock),
            new RoleCredential(options), new TkeCredential(options),
        ];
        return new([new EnvironmentRoleCredential(new CredentialChain(keys), options), .. keys]);
    }

    /// <summary>The files alone, for a named profile; the environment never overrides an explicit name.</summary>
    /// <param name="profile">Profile of tccli, or section of the shared file.</param>
    /// <param name="options">How STS is reached, and the clock that judges expiry.</param>
    public static CredentialChain Profile(string profile, ConnectionOptions? options = null) =>
        new(new TccliRoleCredential(profile, options: options), new TccliCredential(profile, clock: options?.Clock), new SharedFileCredential(profile));

    /// <summary>A key handed over by the caller.</summary>
    public static CredentialChain Explicit(TencentCredential credential) => new(new ExplicitCredential(credential));

    /// <summary>The role of the CVM this runs on, and nothing else.</summary>
    /// <param name="options">How the metadata service is reached, and the clock that judges expiry.</param>
    public static CredentialChain InstanceRole(ConnectionOptions? options = null) => new(new RoleCredential(options));

    /// <summary>A role taken on with an identity provider's token.</summary>
    /// <param name="identity">The role, the provider and the token's file.</param>
    /// <param name="options">How STS is reached.</param>
    public static CredentialChain Oidc(WebIdentity identity, ConnectionOptions? options = null) => new(new OidcCredential(identity, options));

    /// <summary>A role taken on with this chain's key.</summary>
    /// <param name="role">The role.</param>
    /// <param name="options">How STS is reached.</param>
    public CredentialChain Assuming(RoleSession role, ConnectionOptions? options = null) => new(new AssumeRoleCredential(this, role, options));

    /// <summary>Finds the key.</summary>
    /// <param name="cancellationToken">Stops the look-up.</param>
    /// <exception cref="TencentCertException"><c>Client.NoCredential</c> with every place that was looked at, or a source's own error.</exception>
    public async ValueTask<FoundCredential> FindAsync(CancellationToken cancellationToken)
    {
        var passedOver = new List<string>();
        foreach (var source in sources)
        {
            var lookup = await source.FindAsync(cancellationToken).ConfigureAwait(false);
            if (lookup.Credential is { } credential)
            {
                return new FoundCredential(credential, source.Name, lookup.Detail, passedOver) { Origin = source };
            }

            passedOver.Add(Wording.Of($"{source.Name}: {lookup.Detail}"));
        }

        throw new TencentCertException(
            ErrorCodes.NoCredential,
            $"No Tencent Cloud key was found. Looked at {Wording.Clauses(passedOver)}.");
    }

    /// <summary>Asks the source that gave the key, and only it: a run must not go on as somebody else.</summary>
    internal static async ValueTask<FoundCredential> RenewAsync(FoundCredential found, CancellationToken cancellationToken)
    {
        var lookup = await found.Origin.FindAsync(cancellationToken).ConfigureAwait(false);
        return lookup.Credential is { } credential
            ? found with { Credential = credential, Detail = lookup.Detail, RenewalFailure = null, RenewAt = null }
            : throw new TencentCertException(ErrorCodes.CredentialExpired, $"The key came from {found.Source}, which has none any more: {lookup.Detail}.");
    }
}
