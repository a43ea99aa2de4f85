using TencentCert.Core.Credentials;

namespace TencentCert.Core.Sts;

/// <summary>The role of a pod on Tencent's Kubernetes Engine, by the variables TKE sets in it.</summary>
/// <param name="options">How STS is reached.</param>
/// <param name="read">Reads a variable; the process environment by default.</param>
public sealed class TkeCredential(ConnectionOptions? options = null, Func<string, string?>? read = null) : ICredentialSource
{
    private readonly Func<string, string?> _read = read ?? Environment.GetEnvironmentVariable;

    /// <inheritdoc />
    public string Name => Wording.Of($"TKE pod identity");

    /// <inheritdoc />
    public ValueTask<CredentialLookup> FindAsync(CancellationToken cancellationToken)
    {
        // Older clusters use the second name.
        var path = Value("TKE_WEB_IDENTITY_TOKEN_FILE") ?? Value("TKE_IDENTITY_TOKEN_FILE");
        if (Value("TKE_ROLE_ARN") is not { } arn || Value("TKE_PROVIDER_ID") is not { } provider || path is null)
        {
            return ValueTask.FromResult(
                CredentialLookup.None($"TKE_ROLE_ARN, TKE_PROVIDER_ID and TKE_WEB_IDENTITY_TOKEN_FILE are not all set"));
        }

        var identity = new WebIdentity(new RoleSession(arn), provider, path) { Region = Value("TKE_REGION") };
        return new OidcCredential(identity, options).FindAsync(cancellationToken);
    }

    private string? Value(string name) => _read(name).NullIfEmpty();
}
