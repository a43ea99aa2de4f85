using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using TencentCert.Emulator.Http;
using TencentCert.Emulator.Sts;

namespace TencentCert.Emulator.Requests;

/// <summary>Accepts only requests that are signed with an accepted key, over exactly the bytes and headers received.</summary>
internal sealed class SignatureCheck(KeyRing keys, EmulatorClock clock)
{
    private const int MaxClockSkewSeconds = 300;
    private const string UnsignedAuthorization = "SKIP";
    private const string Failure = "AuthFailure.SignatureFailure";

    private static readonly string[] RequiredSignedHeaders = ["content-type", "host"];

    /// <summary>The service that the request is signed for, and the key; no key for the one action that needs none.</summary>
    public (string Service, AcceptedKey? Key) Verify(ApiRequest request)
    {
        var timestamp = ParseTimestamp(request.RequiredHeader("X-TC-Timestamp"));
        if (request.Header("Authorization") == UnsignedAuthorization
            && request.Header("X-TC-Action") == StsActions.AssumeRoleWithWebIdentity.Name)
        {
            return (StsActions.Table.Service.Name, null);
        }

        var authorization = Authorization.Parse(request.Header("Authorization"));
        var key = keys.Find(authorization.SecretId)
            ?? throw new ApiErrorException(
                "AuthFailure.SecretIdNotFound", "The SecretId is not found, please ensure that your SecretId is correct.");
        ApiErrorException.ThrowIf(
            (key.Token is { } token && request.Header("X-TC-Token") != token) || keys.IsExpired(key),
            "AuthFailure.TokenFailure", "The token does not belong to the SecretId or has expired.");
        ApiErrorException.ThrowIf(
            Math.Abs(clock.WireTime.ToUnixTimeSeconds() - timestamp) > MaxClockSkewSeconds,
            "AuthFailure.SignatureExpire", "The timestamp is more than five minutes away from the server's time.");
        var utcDay = DateTimeOffset.FromUnixTimeSeconds(timestamp).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        ApiErrorException.ThrowIf(
            authorization.Date != utcDay,
            Failure, $"The credential's date must be {utcDay}, the UTC day of X-TC-Timestamp.");
        RequireSignedHeaders(authorization.SignedHeaders);
        var expected =
            CanonicalRequest.Sign(CanonicalRequest.Build(request, authorization.SignedHeaders), timestamp, authorization, key.SecretKey);
        ApiErrorException.ThrowIf(
            !CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(expected), Encoding.UTF8.GetBytes(authorization.Signature)),
            Failure, "The signature does not match the request. Check the SecretKey and that the signed bytes and headers are those sent.");
        return (authorization.Service, key);
    }

    private static long ParseTimestamp(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            && seconds <= DateTimeOffset.MaxValue.ToUnixTimeSeconds()
            ? seconds
            : throw new ApiErrorException("InvalidParameter", "X-TC-Timestamp must be a Unix time in seconds.");

    private static void RequireSignedHeaders(IReadOnlyList<string> names)
    {
        var missing = RequiredSignedHeaders.FirstOrDefault(name => !names.Contains(name));
        ApiErrorException.ThrowIf(
            missing is not null, "AuthFailure.InvalidAuthorization", $"The header `{missing}` must be among the signed ones.");
        var canonical = names.Select(name => name.ToLowerInvariant()).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        ApiErrorException.ThrowIf(
            !names.SequenceEqual(canonical),
            "AuthFailure.InvalidAuthorization", "SignedHeaders must be lower-case, sorted and without repetition.");
    }
}
