using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace TencentCert.Core.Tests.Client;

/// <summary>Signs a received request again, from the received bytes only and without code of the library.</summary>
internal static class ReceivedSignature
{
    public static void AssertRight(ReceivedRequest request, string service, string secretId, string secretKey)
    {
        var timestamp = request.Header("X-TC-Timestamp")!;
        var date = DateTimeOffset.FromUnixTimeSeconds(long.Parse(timestamp, CultureInfo.InvariantCulture))
            .ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var scope = $"{date}/{service}/tc3_request";
        var authorization = request.Header("Authorization")!;
        var signedHeaders = authorization.Split("SignedHeaders=")[1].Split(',')[0];
        var canonicalHeaders =
            string.Concat(signedHeaders.Split(';').Select(name => $"{name}:{request.Header(name)!.ToLowerInvariant()}\n"));
        var canonical = $"POST\n/\n\n{canonicalHeaders}\n{signedHeaders}\n{Convert.ToHexStringLower(SHA256.HashData(request.Body))}";
        var toSign =
            $"TC3-HMAC-SHA256\n{timestamp}\n{scope}\n{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}";
        var key = new[] { date, service, "tc3_request", toSign }
            .Aggregate(
                Encoding.UTF8.GetBytes("TC3" + secretKey), (previous, text) => HMACSHA256.HashData(previous, Encoding.UTF8.GetBytes(text)));
        Assert.Equal(
            $"TC3-HMAC-SHA256 Credential={secretId}/{scope}, SignedHeaders=content-type;host;x-tc-action, "
            + $"Signature={Convert.ToHexStringLower(key)}",
            authorization);
    }
}
