using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using TencentCert.Core.Credentials;

namespace TencentCert.Core.Signing;

/// <summary>
/// TC3-HMAC-SHA256, the signature of Tencent Cloud API 3.0. See
/// https://cloud.tencent.com/document/api/400/41660 (signature method v3).
/// </summary>
public static class Tc3Signature
{
    /// <summary>Name of the algorithm, first word of the Authorization header.</summary>
    public const string Algorithm = "TC3-HMAC-SHA256";

    /// <summary>Stands in the Authorization header's place for a caller without a key; few actions take it.</summary>
    public const string Skip = "SKIP";

    private const string Terminator = "tc3_request";

    /// <summary>The text whose hash is signed.</summary>
    /// <param name="request">What is sent.</param>
    public static string CanonicalRequest(in Tc3Request request)
    {
        var action = request.Action is null ? "" : $"x-tc-action:{LowerTrim(request.Action)}\n";
        return $"{request.Method}\n/\n{request.Query}\ncontent-type:{LowerTrim(request.ContentType)}\nhost:{LowerTrim(request.Host)}\n{action}\n"
            + $"{SignedHeaders(request)}\n{HexHash(request.Body.Span)}";
    }

    /// <summary>The text that is signed: algorithm, timestamp, scope and the canonical request's hash.</summary>
    public static string StringToSign(in Tc3Request request) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Algorithm}\n{request.Timestamp}\n{Scope(request)}\n{HexHash(Encoding.UTF8.GetBytes(CanonicalRequest(request)))}");

    /// <summary>The signature alone, 64 lower-case hexadecimal digits.</summary>
    public static string Sign(in Tc3Request request, TencentCredential credential)
    {
        ArgumentNullException.ThrowIfNull(credential);
        Span<byte> signature = stackalloc byte[SHA256.HashSizeInBytes];
        var key = credential.SigningKey(Date(request), request.Service, "tc3_request"u8);
        HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(StringToSign(request)), signature);
        return Hex(signature);
    }

    /// <summary>The Authorization header's value.</summary>
    public static string Authorization(in Tc3Request request, TencentCredential credential)
    {
        ArgumentNullException.ThrowIfNull(credential);
        return ReferenceEquals(credential, TencentCredential.Anonymous)
            ? Skip
            : $"{Algorithm} Credential={credential.SecretId}/{Scope(request)}, SignedHeaders={SignedHeaders(request)}, Signature={Sign(request, credential)}";
    }

    private static string SignedHeaders(in Tc3Request request) =>
        request.Action is null ? "content-type;host" : "content-type;host;x-tc-action";

    private static string Scope(in Tc3Request request) => $"{Date(request)}/{request.Service}/{Terminator}";

    // The UTC day of the timestamp itself, so that midnight cannot fall between the two.
    private static string Date(in Tc3Request request) =>
        DateTimeOffset.FromUnixTimeSeconds(request.Timestamp).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string LowerTrim(string value) => value.Trim().ToLowerInvariant();

    private static string HexHash(ReadOnlySpan<byte> data)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(data, hash);
        return Hex(hash);
    }

    // Convert.ToHexStringLower came after net8.0.
    private static string Hex(ReadOnlySpan<byte> bytes)
    {
        const string digits = "0123456789abcdef";
        Span<char> text = stackalloc char[bytes.Length * 2];
        for (var i = 0; i < bytes.Length; i++)
        {
            text[2 * i] = digits[bytes[i] >> 4];
            text[(2 * i) + 1] = digits[bytes[i] & 0xF];
        }

        return new string(text);
    }
}
