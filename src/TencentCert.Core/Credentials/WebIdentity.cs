namespace TencentCert.Core.Credentials;

/// <summary>A role that is taken on with an identity provider's token instead of a key.</summary>
/// <param name="Role">The role.</param>
/// <param name="ProviderId">Name of the identity provider in the account.</param>
/// <param name="TokenPath">File with the provider's token, which another process renews before it expires.</param>
public sealed record WebIdentity(RoleSession Role, string ProviderId, string TokenPath)
{
    /// <summary>Region to ask in; any when null.</summary>
    public string? Region { get; init; }
}
