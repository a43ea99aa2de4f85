using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using TencentCert.Core.Credentials;

namespace TencentCert.Core.Client;

/// <summary>
/// TC3-HMAC-SHA256, the signature of Tencent Cloud API 3.0. See
/// https://cloud.tencent.com/document/api/400/41660 (signature method v3).
/// </summary>
public static class Tc3Signature
{
    /// <summary>Name of the algorithm, the first word of the Authorization header.</summary>
    public const string Algorithm = "TC3-HMAC-SHA256";

    /// <summary>Authorization header of a caller without a key; few actions accept it.</summary>
    public const string Skip = "SKIP";

    private const string Terminator = "tc3_request";

    /// <summary>The canonical request, whose hash is signed.</summary>
    /// <param name="request">Signed parts.</param>
    public static string CanonicalRequest(in Tc3Request request)
    {
        var action = request.Action is { } name ? $"x-tc-action:{HeaderValue(name)}\n" : "";
        return $"""
            {request.Method}
            /
            {request.Query}
            content-type:{HeaderValue(request.ContentType)}
            host:{HeaderValue(request.Host)}
            {action}
            {SignedHeaders(request)}
            {Hash(request.Body.Span)}
            """.ReplaceLineEndings("\n");
    }

    /// <summary>The string to sign: algorithm, timestamp, scope and hash of the canonical request.</summary>
    /// <param name="request">Signed parts.</param>
    public static string StringToSign(in Tc3Request request)
    {
        var hash = Hash(Encoding.UTF8.GetBytes(CanonicalRequest(request)));
        return string.Create(CultureInfo.InvariantCulture, $"{Algorithm}\n{request.Timestamp}\n{Scope(request)}\n{hash}");
    }

    /// <summary>The signature alone, 64 lower-case hexadecimal digits.</summary>
    /// <param name="request">Signed parts.</param>
    /// <param name="credential">The key.</param>
    public static string Sign(in Tc3Request request, TencentCredential credential)
    {
        ArgumentNullException.ThrowIfNull(credential);
        return Hex(credential.Authenticate([Date(request), request.Service, Terminator, StringToSign(request)]));
    }

    /// <summary>The Authorization header's value.</summary>
    /// <param name="request">Signed parts.</param>
    /// <param name="credential">The key.</param>
    public static string Authorization(in Tc3Request request, TencentCredential credential)
    {
        ArgumentNullException.ThrowIfNull(credential);
        if (ReferenceEquals(credential, TencentCredential.Anonymous))
            return Skip;

        var scope = $"{credential.SecretId}/{Scope(request)}";
        return $"{Algorithm} Credential={scope}, SignedHeaders={SignedHeaders(request)}, Signature={Sign(request, credential)}";
    }

    private static string Scope(in Tc3Request request) => $"{Date(request)}/{request.Service}/{Terminator}";

    // The UTC day of the timestamp itself, so that both agree at midnight.
    private static string Date(in Tc3Request request) =>
        DateTimeOffset.FromUnixTimeSeconds(request.Timestamp).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string SignedHeaders(in Tc3Request request) =>
        request.Action is null ? "content-type;host" : "content-type;host;x-tc-action";

    private static string Hash(ReadOnlySpan<byte> data) => Hex(SHA256.HashData(data));

    // The signature is defined over lower-case text.
#pragma warning disable CA1308
    private static string HeaderValue(string value) => value.Trim().ToLowerInvariant();

    private static string Hex(byte[] bytes) => Convert.ToHexString(bytes).ToLowerInvariant();
#pragma warning restore CA1308
}
