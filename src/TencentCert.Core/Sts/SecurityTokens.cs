using TencentCert.Core.Credentials;
using TencentCert.Core.Wire;
using TencentCert.Core.Wire.Sts;

namespace TencentCert.Core.Sts;

/// <summary>Asks the Security Token Service for temporary keys, and for whose a key is.</summary>
/// <param name="api">Sends; its connection's key is the one that asks.</param>
public sealed class SecurityTokens(ApiClient api)
{
    /// <summary>STS gives the same response in every region but requires one; Tencent's own tools use this one.</summary>
    private const string AnyRegion = "ap-guangzhou";

    /// <summary>Takes on a role with the connection's key.</summary>
    /// <param name="role">The role.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task<CredentialLookup> AssumeRoleAsync(RoleSession role, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(role);
        var request = new AssumeRoleRequest
        {
            RoleArn = role.RoleArn, RoleSessionName = role.SessionName, DurationSeconds = role.DurationSeconds,
            ExternalId = role.ExternalId,
        };
        var response = await api.SendAsync(StsActions.AssumeRole, request, new() { Region = AnyRegion }, cancellationToken)
            .ConfigureAwait(false);
        return ToLookup(role, response.Value.Credentials, response.Value.ExpiredTime, response.RequestId);
    }

    /// <summary>Takes on a role with a token that its identity provider signed; no key is needed.</summary>
    /// <param name="identity">The role and its identity provider.</param>
    /// <param name="token">The provider's token.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task<CredentialLookup> AssumeRoleAsync(WebIdentity identity, string token, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(identity);
        var role = identity.Role;
        var request = new AssumeRoleWithWebIdentityRequest
        {
            ProviderId = identity.ProviderId, WebIdentityToken = token,
            RoleArn = role.RoleArn, RoleSessionName = role.SessionName, DurationSeconds = role.DurationSeconds,
        };
        var options = new ApiCallOptions { Region = identity.Region ?? AnyRegion };
        var response = await api.SendAsync(StsActions.AssumeRoleWithWebIdentity, request, options, cancellationToken).ConfigureAwait(false);
        return ToLookup(role, response.Value.Credentials, response.Value.ExpiredTime, response.RequestId);
    }

    /// <summary>Whose the connection's key is.</summary>
    /// <param name="options">How long to try.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task<CallerIdentity> IdentifyAsync(ApiCallOptions? options = null, CancellationToken cancellationToken = default)
    {
        options = (options ?? new()) with { Region = options?.Region ?? AnyRegion };
        var response = await api.SendAsync(StsActions.GetCallerIdentity, new GetCallerIdentityRequest(), options, cancellationToken)
            .ConfigureAwait(false);
        return new CallerIdentity(response.Value.AccountId, response.Value.Arn, response.RequestId);
    }

    private static CredentialLookup ToLookup(RoleSession role, TemporaryKey? key, long? expiredTime, string requestId)
    {
        // A key with unknown expiry would be used until it fails.
        if (key is not { TmpSecretId: { Length: > 0 } id, TmpSecretKey: { Length: > 0 } secret, Token: { Length: > 0 } token }
            || CredentialText.ToExpiry(expiredTime ?? 0) is not { } expiresAt)
        {
            throw new TencentCertException(
                ErrorCodes.UnreadableAnswer, $"STS answered for {role.RoleArn} without a whole key.") { RequestId = requestId };
        }

        return new CredentialLookup(
            CredentialText.Create(id, secret, token, expiresAt, "STS"), $"{role.RoleArn} as {role.SessionName}, RequestId {requestId}");
    }
}

/// <summary>Whose key it is.</summary>
/// <param name="Account">Number (uin) of the account the calls act on.</param>
/// <param name="Arn">Who in that account: the account itself, a user or a role session.</param>
/// <param name="RequestId">RequestId of the response.</param>
public sealed record CallerIdentity(string? Account, string? Arn, string RequestId);
