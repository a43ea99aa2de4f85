using System.Globalization;
using System.Text.Json;
using TencentCert.Core.Credentials;

namespace TencentCert.Core.Sts;

/// <summary>A role taken on with an identity provider's token (OpenID Connect), so that no key is stored anywhere.</summary>
/// <param name="identity">The role, the provider and the token's file, which is read again at each renewal.</param>
/// <param name="options">How STS is reached.</param>
public sealed class OidcCredential(WebIdentity identity, ConnectionOptions? options = null) : ICredentialSource
{
    /// <inheritdoc />
    public string Name => Wording.Of($"web identity");

    /// <inheritdoc />
    public async ValueTask<CredentialLookup> FindAsync(CancellationToken cancellationToken)
    {
        var token = await ReadTokenAsync(cancellationToken).ConfigureAwait(false);
        var clock = options?.Clock ?? TimeProvider.System;
        if (ExpiryOf(token) is { } expiry && expiry <= clock.GetUtcNow())
            throw Unusable(ErrorCodes.CredentialExpired, $"The token in {identity.TokenPath} expired at {DateText.Minute(expiry)}.");

        var anonymous = new TencentCertConnection(CredentialChain.Explicit(TencentCredential.Anonymous), options);
        try
        {
            var tokens = new SecurityTokens(new ApiClient(anonymous));
            return await tokens.AssumeRoleAsync(identity, token, cancellationToken).ConfigureAwait(false);
        }
        catch (TencentCertException exception)
            when (exception.Code is "InvalidParameter.OverTimeError" or "InvalidParameter.WebIdentityTokenExpired")
        {
            throw Unusable(ErrorCodes.CredentialExpired,
                $"STS reports that the token in {identity.TokenPath} has expired ({exception.Code}).", exception);
        }
        catch (TencentCertException exception)
            when (exception.Code is "InvalidParameter.WebIdentityTokenError" or "AuthFailure.TokenFailure")
        {
            // One code for an expired token, a damaged one, and one of another provider.
            throw Unusable(
                ErrorCodes.InvalidCredential,
                $"STS rejects the token in {identity.TokenPath} ({exception.Code}: {VisibleText.Clause(exception.Message)}). It has "
                + $"expired, or the provider {identity.ProviderId} did not sign it for this role.",
                exception);
        }
        catch (TencentCertException exception) when (exception.Code is "InvalidParameter.ParamError")
        {
            throw exception.WithMessage(
                Wording.Verbatim(exception.Message),
                Wording.Of(
                    $"Check the role, the provider {identity.ProviderId} and the token in {identity.TokenPath}: it may have expired."));
        }
    }

    private static TencentCertException Unusable(string code, Wording what, TencentCertException? cause = null) =>
        new(code, $"{what} The identity provider has to write a new one into the file.", cause)
        {
            Action = cause?.Action, RequestId = cause?.RequestId, Attempt = cause?.Attempt ?? 0, Advice = "",
        };

    // The "exp" claim of a JSON web token; null for a token of another format. The service verifies the signature.
    private static DateTimeOffset? ExpiryOf(string token)
    {
        if (token.Split('.') is not [_, var claims, _])
            return null;

        try
        {
            var base64 = claims.Replace('-', '+').Replace('_', '/');
            using var document = JsonDocument.Parse(Convert.FromBase64String(base64.PadRight((base64.Length + 3) / 4 * 4, '=')));
            if (!document.RootElement.TryGetProperty("exp"u8, out var expiry))
                return null;

            // A number, perhaps with a fraction (RFC 7519); some providers write it as text.
            var text = expiry.ValueKind == JsonValueKind.String ? expiry.GetString() : expiry.GetRawText();
            return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds)
                && seconds is > 0 and < long.MaxValue ? CredentialText.ToExpiry((long)seconds) : null;
        }
        catch (Exception exception) when (exception is FormatException or JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private async Task<string> ReadTokenAsync(CancellationToken cancellationToken)
    {
        var content = await CredentialText.ReadAsync(identity.TokenPath, cancellationToken).ConfigureAwait(false);
        return CredentialText.Decode(content).Trim('\uFEFF', ' ', '\t', '\r', '\n') is { Length: > 0 } token
            ? token
            : throw new TencentCertException(
                ErrorCodes.InvalidCredential, $"{identity.TokenPath} is empty; the identity provider's token should be in it.");
    }
}
