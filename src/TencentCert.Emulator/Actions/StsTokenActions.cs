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
    private const long UsualSeconds = 7200;
    private const long MaximumSeconds = 43200;

    public static void Register(ActionHandlers handlers)
    {
        handlers.Handle(StsActions.AssumeRole, AssumeRole);
        handlers.Handle(StsActions.AssumeRoleWithWebIdentity, AssumeRoleWithWebIdentity);
        handlers.Handle(StsActions.GetCallerIdentity, Identify);
    }

    private static AssumeRoleResponse AssumeRole(ActionCall call, AssumeRoleRequest request)
    {
        var key = Lend(call, request.RoleArn, request.RoleSessionName, request.DurationSeconds);
        return new AssumeRoleResponse { Credentials = Wire(key), ExpiredTime = key.Expires!.Value.ToUnixTimeSeconds(),
            Expiration = Iso(key) };
    }

    private static AssumeRoleWithWebIdentityResponse AssumeRoleWithWebIdentity(ActionCall call, AssumeRoleWithWebIdentityRequest request)
    {
        RequireToken(request.WebIdentityToken, call.World.Clock.WireTime);
        var key = Lend(call, request.RoleArn, request.RoleSessionName, request.DurationSeconds);
        return new AssumeRoleWithWebIdentityResponse { Credentials = Wire(key), ExpiredTime = key.Expires!.Value.ToUnixTimeSeconds(),
            Expiration = Iso(key) };
    }

    private static GetCallerIdentityResponse Identify(ActionCall call, GetCallerIdentityRequest request)
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

    private static AcceptedKey Lend(ActionCall call, string roleArn, string session, long? seconds)
    {
        if (!RoleForm().IsMatch(roleArn))
        {
            throw new ApiErrorException("InvalidParameter.ParamError", "RoleArn must be qcs::cam::uin/ACCOUNT:roleName/NAME.");
        }

        if (!SessionForm().IsMatch(session))
        {
            throw new ApiErrorException("InvalidParameter.ParamError", "RoleSessionName has from 2 to 128 letters, digits and =,.@_-.");
        }

        return seconds is < 0 or > MaximumSeconds
            ? throw new ApiErrorException("InvalidParameter.OverTimeError", $"DurationSeconds must not exceed {MaximumSeconds}.")
            : call.World.Keys.Lend(roleArn, session, TimeSpan.FromSeconds(seconds ?? UsualSeconds));
    }

    private static void RequireToken(string token, DateTimeOffset now)
    {
        try
        {
            var parts = token.Split('.');
            var content = parts[1].Replace('-', '+').Replace('_', '/');
            using var claims = JsonDocument.Parse(Convert.FromBase64String(content.PadRight((content.Length + 3) / 4 * 4, '=')));
            var isExpired = claims.RootElement.TryGetProperty("exp", out var end) && end.GetDouble() <= now.ToUnixTimeSeconds();
            if (parts.Length == 3 && !isExpired)
            {
                return;
            }
        }
        catch (Exception unreadable) when (unreadable is JsonException or FormatException or IndexOutOfRangeException
            or InvalidOperationException)
        {
        }

        throw new ApiErrorException("InvalidParameter.ParamError", "WebIdentityToken is not a JSON web token, or it has expired.");
    }

    private static TemporaryKey Wire(AcceptedKey key) =>
        new() { TmpSecretId = key.SecretId, TmpSecretKey = key.SecretKey, Token = key.Token };

    private static string Iso(AcceptedKey key) =>
        key.Expires!.Value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^qcs::cam::uin/\d+:role(Name)?/[^/]+\z")]
    private static partial Regex RoleForm();

    [GeneratedRegex(@"^[\w+=,.@-]{2,128}\z")]
    private static partial Regex SessionForm();
}
