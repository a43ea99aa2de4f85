using TencentCert.Core.Credentials;

namespace TencentCert.Core.Sts;

/// <summary><c>TENCENTCLOUD_ROLE_ARN</c> and <c>TENCENTCLOUD_ROLE_SESSION_NAME</c>: as for tccli, they go before a plain key.</summary>
/// <param name="sourceChain">Where the key that takes the role on comes from.</param>
/// <param name="options">How STS is reached.</param>
/// <param name="read">Reads a variable; the process environment by default.</param>
public sealed class EnvironmentRoleCredential(
    CredentialChain sourceChain, ConnectionOptions? options = null, Func<string, string?>? read = null) : ICredentialSource
{
    private readonly Func<string, string?> _read = read ?? Environment.GetEnvironmentVariable;

    /// <inheritdoc />
    public string Name => Wording.Of($"role in environment variables");

    /// <inheritdoc />
    public ValueTask<CredentialLookup> FindAsync(CancellationToken cancellationToken)
    {
        if (_read("TENCENTCLOUD_ROLE_ARN") is not { Length: > 0 } arn)
            return ValueTask.FromResult(CredentialLookup.None($"TENCENTCLOUD_ROLE_ARN is not set"));

        var name = _read("TENCENTCLOUD_ROLE_SESSION_NAME").NullIfEmpty() ?? RoleSession.DefaultName;
        return new AssumeRoleCredential(sourceChain, new RoleSession(arn) { SessionName = name }, options).FindAsync(cancellationToken);
    }
}
