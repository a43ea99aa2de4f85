using System.Globalization;
using System.Security.Cryptography;
using TencentCert.Core.Credentials;

namespace TencentCert.Core.Client;

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

    /// <summary>Last word of the scope, and last step of the key.</summary>
    internal const string Terminator = "tc3_request";

    private static readonly KeptHash Sha256 = new(() => IncrementalHash.CreateHash(HashAlgorithmName.SHA256));

    /// <summary>The text whose hash is signed.</summary>
    /// <param name="request">What is sent.</param>
    public static string CanonicalRequest(in Tc3Request request)
    {
        var text = new Utf8Text(stackalloc byte[Utf8Text.Usual]);
        WriteCanonicalRequest(ref text, request);
        return text.ToString();
    }

    /// <summary>The text that is signed: algorithm, timestamp, scope and the canonical request's hash.</summary>
    public static string StringToSign(in Tc3Request request)
    {
        var text = new Utf8Text(stackalloc byte[Utf8Text.Usual]);
        WriteStringToSign(ref text, request, Scope(Date(request), request.Service));
        return text.ToString();
    }

    /// <summary>The signature alone, 64 lower-case hexadecimal digits.</summary>
    public static string Sign(in Tc3Request request, TencentCredential credential)
    {
        ArgumentNullException.ThrowIfNull(credential);
        var text = new Utf8Text(stackalloc byte[2 * SHA256.HashSizeInBytes]);
        AppendSignature(ref text, request, credential.KeyOf(Date(request), request.Service));
        return text.ToString();
    }

    /// <summary>The Authorization header's value.</summary>
    public static string Authorization(in Tc3Request request, TencentCredential credential)
    {
        ArgumentNullException.ThrowIfNull(credential);
        if (ReferenceEquals(credential, TencentCredential.Anonymous))
        {
            return Skip;
        }

        var key = credential.KeyOf(Date(request), request.Service);
        var text = new Utf8Text(stackalloc byte[Utf8Text.Usual]);
        text.Append(Algorithm);
        text.Append(" Credential="u8);
        text.Append(credential.SecretId);
        text.Append("/"u8);
        text.Append(key.Scope);
        text.Append(", SignedHeaders="u8);
        text.Append(SignedHeaders(request));
        text.Append(", Signature="u8);
        AppendSignature(ref text, request, key);
        return text.ToString();
    }

    /// <summary>Date, service and terminator: what a derived key is good for.</summary>
    internal static string Scope(DateOnly date, string service) => $"{DateText(date)}/{service}/{Terminator}";

    /// <summary>The date as it is signed.</summary>
    internal static string DateText(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static void AppendSignature(ref Utf8Text text, in Tc3Request request, DerivedKey key)
    {
        var signed = new Utf8Text(stackalloc byte[Utf8Text.Usual]);
        WriteStringToSign(ref signed, request, key.Scope);
        Span<byte> signature = stackalloc byte[SHA256.HashSizeInBytes];
        key.Sign(signed.Bytes, signature);
        text.AppendHex(signature);
    }

    private static void WriteStringToSign(ref Utf8Text text, in Tc3Request request, string scope)
    {
        text.Append(Algorithm);
        text.Append("\n"u8);
        text.Append(request.Timestamp);
        text.Append("\n"u8);
        text.Append(scope);
        text.Append("\n"u8);
        var canonical = new Utf8Text(stackalloc byte[Utf8Text.Usual]);
        WriteCanonicalRequest(ref canonical, request);
        AppendHash(ref text, canonical.Bytes);
    }

    private static void WriteCanonicalRequest(ref Utf8Text text, in Tc3Request request)
    {
        text.Append(request.Method);
        text.Append("\n/\n"u8);
        text.Append(request.Query);
        text.Append("\ncontent-type:"u8);
        text.AppendHeader(request.ContentType);
        text.Append("\nhost:"u8);
        text.AppendHeader(request.Host);
        if (request.Action is { } action)
        {
            text.Append("\nx-tc-action:"u8);
            text.AppendHeader(action);
        }

        text.Append("\n\n"u8);
        text.Append(SignedHeaders(request));
        text.Append("\n"u8);
        AppendHash(ref text, request.Body.Span);
    }

    private static void AppendHash(ref Utf8Text text, scoped ReadOnlySpan<byte> data)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        Sha256.Hash(data, hash);
        text.AppendHex(hash);
    }

    private static ReadOnlySpan<byte> SignedHeaders(in Tc3Request request) =>
        request.Action is null ? "content-type;host"u8 : "content-type;host;x-tc-action"u8;

    // The UTC day of the timestamp itself, so that midnight cannot fall between the two.
    private static DateOnly Date(in Tc3Request request) =>
        DateOnly.FromDateTime(DateTimeOffset.FromUnixTimeSeconds(request.Timestamp).UtcDateTime);
}
