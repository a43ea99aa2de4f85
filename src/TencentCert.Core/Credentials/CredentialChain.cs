using TencentCert.Core.Api;

namespace TencentCert.Core.Credentials;

/// <summary>Tries sources in order; the first key wins, and what was passed over is remembered for the user.</summary>
/// <param name="sources">In order of precedence.</param>
public sealed class CredentialChain(params IReadOnlyList<ICredentialSource> sources)
{
    /// <summary>Environment, shared file, tccli: what a call uses when nothing was said.</summary>
    /// <param name="clock">Judges expiry.</param>
    public static CredentialChain Default(TimeProvider? clock = null) =>
        new(new EnvironmentCredential(), new SharedFileCredential(), new TccliCredential(clock: clock));

    /// <summary>The files alone, for a named profile; the environment never overrides an explicit name.</summary>
    /// <param name="profile">Profile of tccli, or section of the shared file.</param>
    /// <param name="clock">Judges expiry.</param>
    public static CredentialChain Profile(string profile, TimeProvider? clock = null) =>
        new(new TccliCredential(profile, clock: clock), new SharedFileCredential(profile));

    /// <summary>A key handed over by the caller.</summary>
    public static CredentialChain Explicit(TencentCredential credential) => new(new ExplicitCredential(credential));

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
                return new FoundCredential(credential, source.Name, lookup.Detail, passedOver);
            }

            passedOver.Add($"{source.Name}: {lookup.Detail}");
        }

        throw new TencentCertException(
            ErrorCodes.NoCredential,
            "No Tencent Cloud key was found. Looked at " + string.Join("; ", passedOver)
            + ". Use Connect-TencentCert -Credential, set TENCENTCLOUD_SECRET_ID and TENCENTCLOUD_SECRET_KEY, or run tccli configure.");
    }
}

/// <summary>The key in use and where it came from.</summary>
/// <param name="Credential">The key.</param>
/// <param name="Source">Name of the source.</param>
/// <param name="Detail">Where exactly.</param>
/// <param name="PassedOver">Sources that had none, with the reason.</param>
public sealed record FoundCredential(TencentCredential Credential, string Source, string Detail, IReadOnlyList<string> PassedOver);
