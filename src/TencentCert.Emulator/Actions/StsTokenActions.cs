using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using TencentCert.Core.Wire;
using TencentCert.Core.Wire.Sts;
using TencentCert.Emulator.Errors;
using TencentCert.Emulator.Sts;

namespace TencentCert.Emulator.Actions;

/// <summary>Temporary keys of the account's roles. Every role exists; a provider's token is read, its signature is not checked.</summary>
internal static partial class StsTokenActions
{
    private const string AccountId = "100000000001";
    private const long DefaultDurationSeconds = 7200;
    private const long MaxDurationSeconds = 43200;

    public static void Register(ActionHandlers handlers)
    {
        handlers.Handle(StsActions.AssumeRole, AssumeRole);
        handlers.Handle(StsActions.AssumeRoleWithWebIdentity, AssumeRoleWithWebIdentity);
        handlers.Handle(StsActions.GetCallerIdentity, GetCallerIdentity);
    }

    private static AssumeRoleResponse AssumeRole(ActionCall call, AssumeRoleRequest request)
    {
        var key = CreateTemporaryKey(call, request.RoleArn, request.RoleSessionName, request.DurationSeconds);
        return new AssumeRoleResponse
        {
            Credentials = ToTemporaryKey(key),
            ExpiredTime = key.Expires!.Value.ToUnixTimeSeconds(),
            Expiration = IsoExpiry(key),
        };
    }

    private static AssumeRoleWithWebIdentityResponse AssumeRoleWithWebIdentity(ActionCall call, AssumeRoleWithWebIdentityRequest request)
    {
        RequireValidToken(request.WebIdentityToken, call.World.Clock.WireTime);
        var key = CreateTemporaryKey(call, request.RoleArn, request.RoleSessionName, request.DurationSeconds);
        return new AssumeRoleWithWebIdentityResponse
        {
            Credentials = ToTemporaryKey(key),
            ExpiredTime = key.Expires!.Value.ToUnixTimeSeconds(),
            Expiration = IsoExpiry(key),
        };
    }

    private static GetCallerIdentityResponse GetCallerIdentity(ActionCall call, GetCallerIdentityRequest request)
    {
        if (call.Key is not { RoleArn: { } role } key)
        {
            return new GetCallerIdentityResponse
            {
                Arn = $"qcs::cam::uin/{AccountId}:uin/{AccountId}",
                AccountId = AccountId,
                UserId = AccountId,
                PrincipalId = AccountId,
                Type = "CAMUser",
            };
        }

        var name = role[(role.LastIndexOf('/') + 1)..];
        return new GetCallerIdentityResponse
        {
            Arn = $"qcs::sts:{AccountId}:assumed-role/{name}",
            AccountId = AccountId,
            UserId = $"{name}:{key.Session}",
            PrincipalId = name,
            Type = "CAMRole",
        };
    }

    private static AcceptedKey CreateTemporaryKey(ActionCall call, string roleArn, string session, long? seconds)
    {
        if (!RoleArnPattern().IsMatch(roleArn))
            throw new ApiErrorException("InvalidParameter.ParamError", "RoleArn must be qcs::cam::uin/ACCOUNT:roleName/NAME.");

        if (!SessionNamePattern().IsMatch(session))
            throw new ApiErrorException("InvalidParameter.ParamError", "RoleSessionName has from 2 to 128 letters, digits and =,.@_-.");

        return seconds is < 0 or > MaxDurationSeconds
            ? throw new ApiErrorException("InvalidParameter.OverTimeError", $"DurationSeconds must not exceed {MaxDurationSeconds}.")
            : call.World.Keys.CreateTemporaryKey(roleArn, session, TimeSpan.FromSeconds(seconds ?? DefaultDurationSeconds));
    }

    private static void RequireValidToken(string token, DateTimeOffset now)
    {
        try
        {
            var parts = token.Split('.');
            var content = parts[1].Replace('-', '+').Replace('_', '/');
            using var claims = JsonDocument.Parse(Convert.FromBase64String(content.PadRight((content.Length + 3) / 4 * 4, '=')));
            var isExpired = claims.RootElement.TryGetProperty("exp", out var end) && end.GetDouble() <= now.ToUnixTimeSeconds();
            if (parts.Length == 3 && !isExpired)
                return;
        }
        catch (Exception exception) when (exception is JsonException or FormatException or IndexOutOfRangeException
            or InvalidOperationException)
        {
        }

        throw new ApiErrorException("InvalidParameter.ParamError", "WebIdentityToken is not a JSON web token, or it has expired.");
    }

    private static TemporaryKey ToTemporaryKey(AcceptedKey key) =>
        new() { TmpSecretId = key.SecretId, TmpSecretKey = key.SecretKey, Token = key.Token };

    private static string IsoExpiry(AcceptedKey key) =>
        key.Expires!.Value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^qcs::cam::uin/\d+:role(Name)?/[^/]+\z")]
    private static partial Regex RoleArnPattern();

    [GeneratedRegex(@"^[\w+=,.@-]{2,128}\z")]
    private static partial Regex SessionNamePattern();
}
