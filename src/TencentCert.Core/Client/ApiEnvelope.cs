using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using TencentCert.Core.Json;

namespace TencentCert.Core.Client;

/// <summary>Reads <c>{"Response":{…,"RequestId":"…"}}</c>: a result or the service's error, both sent with HTTP 200.</summary>
internal static partial class ApiEnvelope
{
    private const int SnippetLength = 200;

    // A three-byte value becomes an object of hundreds of bytes. The longest page of a list has a tenth of this number.
    private const int MaximumObjects = 300_000;
    private const int MaximumValues = 500_000;

    // Text that precedes the secret part of a certificate, an identity provider's token or a temporary key.
    private static readonly string[] SecretMarkers =
        ["-----BEGIN", "eyJhbGci", "eyJ0eXAi", "eyJraWQi", "\"Credentials\"", "\"Token\"", "TmpSecret"];

    /// <summary>The result; null with a failure.</summary>
    public static TResponse? Read<TResponse>(
        ApiAction action, HttpStatusCode status, ReadOnlyMemory<byte> body, out string? requestId, out TencentCertException? failure)
        where TResponse : class, IWireResponse<TResponse>
    {
        requestId = null;
        failure = null;
        try
        {
            using var document = IsWithinLimits(body.Span) ? JsonDocument.Parse(body) : throw new JsonException();
            if (document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("Response"u8, out var response)
                && response.ValueKind == JsonValueKind.Object)
            {
                requestId = JsonText.Of(response, "RequestId"u8) is { } id ? VisibleText.Name(id) : null;
                if (response.TryGetProperty("Error"u8, out var error) && error.ValueKind != JsonValueKind.Null)
                {
                    failure = Failure(
                        JsonText.Of(error, "Code"u8)?.Trim().NullIfEmpty() ?? ErrorCodes.UnreadableAnswer, requestId,
                        WithoutSecrets(JsonText.Of(error, "Message"u8)) is { Length: > 0 } message
                            ? Wording.Verbatim(message) : $"The service gave no reason.");
                    return null;
                }

                // Every response of the service has a RequestId member, though it may be null.
                if (status == HttpStatusCode.OK && response.TryGetProperty("RequestId"u8, out _))
                    return TResponse.Read(response);
            }
        }
#pragma warning disable CA1031 // Not swallowed: any read error becomes the failure below.
        catch (Exception)
#pragma warning restore CA1031
        {
            // Not an envelope, or not readable: a name or text that is not valid Unicode, or a number out of range.
        }

        failure = status == HttpStatusCode.OK
            ? Failure(ErrorCodes.UnreadableAnswer, requestId,
                $"The response is not the service's JSON; it may come from a proxy or gateway: {Snippet(body.Span)}")
            : Failure(ErrorCodes.HttpStatus, requestId, $"HTTP {(int)status}: {Snippet(body.Span)}");
        return null;

        TencentCertException Failure(string code, string? id, Wording message) => new(code, message)
        {
            Action = action.ToString(), RequestId = id, HttpStatus = status == HttpStatusCode.OK ? null : status,
        };
    }

    // Braces and commas within texts are counted too, but are few.
    private static bool IsWithinLimits(ReadOnlySpan<byte> body) =>
        body.Count((byte)'{') + body.Count((byte)'[') <= MaximumObjects && body.Count((byte)',') <= MaximumValues;

    // Service errors may echo request data, so they are cut at the first secret.
    private static string? WithoutSecrets(string? message) =>
        message is not null && IndexOfSecret(message) is var at && at < message.Length ? message[..at] + "…" : message;

    private static int IndexOfSecret(string text) =>
        SecretMarkers.Select(mark => text.IndexOf(mark, StringComparison.Ordinal)).Where(at => at >= 0).DefaultIfEmpty(text.Length).Min();

    // An unreadable response may still contain a key: PEM blocks, temporary keys and encoded content are left out of the message.
    private static string Snippet(ReadOnlySpan<byte> body)
    {
        var text = Encoding.UTF8.GetString(body[..Math.Min(body.Length, SnippetLength * 4)]);
        var builder = new StringBuilder();
        foreach (var character in Base64Run().Replace(text[..IndexOfSecret(text)], "…"))
        {
            builder.Append(char.IsControl(character) ? ' ' : character);
            if (builder.Length == SnippetLength)
                return builder.Append('…').ToString();
        }

        return builder.Length == 0 ? "(empty)" : builder.ToString();
    }

    // Base64 long enough to be a secret; words and addresses are shorter.
    [GeneratedRegex("[A-Za-z0-9+/=_-]{40,}")]
    private static partial Regex Base64Run();
}
