using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using TencentCert.Core.Wire.Sts;
using TencentCert.Emulator.Http;

namespace TencentCert.Emulator.Actions;

/// <summary>Temporary keys of the account's roles. Every role exists; a provider's token is read, its signature is not checked.</summary>
internal static partial class StsTokenActions
{
    private const string AccountId = "100000000001";
    private const long DefaultDurationSeconds = 7200;
    private const long MaxDurationSeconds = 43200;

    public static void Register(ActionHandlers handlers)
    {
        handlers.Handle(StsActions.AssumeRole, (call, request) =>
            CreateTemporaryKey(call, request.RoleArn, request.RoleSessionName, request.DurationSeconds));
        handlers.Handle(StsActions.AssumeRoleWithWebIdentity, AssumeRoleWithWebIdentity);
        handlers.Handle(StsActions.GetCallerIdentity, GetCallerIdentity);
    }

    private static AssumeRoleWithWebIdentityResponse AssumeRoleWithWebIdentity(ActionCall call, AssumeRoleWithWebIdentityRequest request)
    {
        RequireValidToken(request.WebIdentityToken, call.World.Clock.WireTime);
        var issued = CreateTemporaryKey(call, request.RoleArn, request.RoleSessionName, request.DurationSeconds);
        return WireJson.Convert<AssumeRoleWithWebIdentityResponse>(issued);
    }

    private static GetCallerIdentityResponse GetCallerIdentity(ActionCall call, GetCallerIdentityRequest request)
    {
        var role = call.Key?.RoleArn?.Split('/')[^1];
        return new GetCallerIdentityResponse
        {
            Arn = role is null ? $"qcs::cam::uin/{AccountId}:uin/{AccountId}" : $"qcs::sts:{AccountId}:assumed-role/{role}",
            AccountId = AccountId,
            UserId = role is null ? AccountId : $"{role}:{call.Key!.Session}",
            PrincipalId = role ?? AccountId,
            Type = role is null ? "CAMUser" : "CAMRole",
        };
    }

    private static AssumeRoleResponse CreateTemporaryKey(ActionCall call, string roleArn, string session, long? seconds)
    {
        ApiErrorException.ThrowIf(
            !RoleArnPattern().IsMatch(roleArn), "InvalidParameter.ParamError", "RoleArn must be qcs::cam::uin/ACCOUNT:roleName/NAME.");
        ApiErrorException.ThrowIf(
            !SessionNamePattern().IsMatch(session),
            "InvalidParameter.ParamError", "RoleSessionName has from 2 to 128 letters, digits and =,.@_-.");
        ApiErrorException.ThrowIf(
            seconds is < 0 or > MaxDurationSeconds,
            "InvalidParameter.OverTimeError", $"DurationSeconds must not exceed {MaxDurationSeconds}.");
        var key = call.World.Keys.CreateTemporaryKey(roleArn, session, TimeSpan.FromSeconds(seconds ?? DefaultDurationSeconds));
        var expires = key.Expires!.Value;
        return new AssumeRoleResponse
        {
            Credentials = new TemporaryKey { TmpSecretId = key.SecretId, TmpSecretKey = key.SecretKey, Token = key.Token },
            ExpiredTime = expires.ToUnixTimeSeconds(),
            Expiration = expires.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        };
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
        catch (Exception exception)
            when (exception is JsonException or FormatException or IndexOutOfRangeException or InvalidOperationException)
        {
        }

        throw new ApiErrorException("InvalidParameter.ParamError", "WebIdentityToken is not a JSON web token, or it has expired.");
    }

    [GeneratedRegex(@"^qcs::cam::uin/\d+:role(Name)?/[^/]+\z")]
    private static partial Regex RoleArnPattern();

    [GeneratedRegex(@"^[\w+=,.@-]{2,128}\z")]
    private static partial Regex SessionNamePattern();
}
