using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using TencentCert.Emulator.Http;

namespace TencentCert.Emulator.Requests;

/// <summary>TC3-HMAC-SHA256 as the service computes it; written from the specification, independently of the client's code.</summary>
internal static class CanonicalRequest
{
    private const string UnsignedPayload = "UNSIGNED-PAYLOAD";

    public static string Build(ApiRequest request, IReadOnlyList<string> signedHeaders)
    {
        var text = new StringBuilder($"{request.Method}\n/\n{request.Query}\n");
        foreach (var name in signedHeaders)
            text.Append(name).Append(':').Append(request.RequiredHeader(name).Trim().ToLowerInvariant()).Append('\n');

        var payload = request.Header("X-TC-Content-SHA256") == UnsignedPayload ? Encoding.ASCII.GetBytes(UnsignedPayload) : request.Body;
        return text.Append('\n').AppendJoin(';', signedHeaders).Append('\n').Append(Hex(SHA256.HashData(payload))).ToString();
    }

    public static string Sign(string canonicalRequest, long timestamp, Authorization authorization, string secretKey)
    {
        var hash = Hex(SHA256.HashData(Encoding.UTF8.GetBytes(canonicalRequest)));
        var stringToSign = string.Create(
            CultureInfo.InvariantCulture, $"{Authorization.Algorithm}\n{timestamp}\n{authorization.Scope}\n{hash}");
        var key = Encoding.UTF8.GetBytes("TC3" + secretKey);
        foreach (var step in new[] { authorization.Date, authorization.Service, "tc3_request", stringToSign })
            key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(step));

        return Hex(key);
    }

    private static string Hex(byte[] bytes) => Convert.ToHexString(bytes).ToLowerInvariant();
}
