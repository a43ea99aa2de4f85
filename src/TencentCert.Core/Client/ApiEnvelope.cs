using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using TencentCert.Core.Errors;
using TencentCert.Core.Json;
using TencentCert.Core.Strings;

namespace TencentCert.Core.Client;

/// <summary>Reads <c>{"Response":{…,"RequestId":"…"}}</c>: a result or the service's error, both with HTTP 200.</summary>
internal static partial class ApiEnvelope
{
    private const int SnippetLength = 200;

    // A value of three bytes becomes an object of hundreds. The longest page of a list has a tenth of these.
    private const int MaximumObjects = 300_000;
    private const int MaximumValues = 500_000;

    // What a certificate's secret part and an identity provider's token begin with, and behind which a temporary key stands.
    private static readonly string[] BeforeSecrets =
        ["-----BEGIN", "eyJhbGci", "eyJ0eXAi", "eyJraWQi", "\"Credentials\"", "\"Token\"", "TmpSecret"];

    /// <summary>The result, or null and the failure.</summary>
    /// <param name="action">For the error.</param>
    /// <param name="status">HTTP status.</param>
    /// <param name="body">All bytes of the answer.</param>
    /// <param name="requestId">RequestId, when there is one.</param>
    /// <param name="failure">What went wrong.</param>
    public static TResponse? Read<TResponse>(
        ApiAction action, HttpStatusCode status, ReadOnlyMemory<byte> body, out string? requestId, out TencentCertException? failure)
        where TResponse : class, IWireAnswer<TResponse>
    {
        requestId = null;
        failure = null;
        try
        {
            using var document = IsAffordable(body.Span) ? JsonDocument.Parse(body) : throw new JsonException();
            if (document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("Response"u8, out var response)
                && response.ValueKind == JsonValueKind.Object)
            {
                requestId = JsonText.Of(response, "RequestId"u8) is { } id ? VisibleText.Name(id) : null;
                if (response.TryGetProperty("Error"u8, out var error) && error.ValueKind != JsonValueKind.Null)
                {
                    failure = new TencentCertException(
                        JsonText.Of(error, "Code"u8)?.Trim() is { Length: > 0 } code ? code : ErrorCodes.UnreadableAnswer,
                        Told(JsonText.Of(error, "Message"u8)) is { Length: > 0 } said ? Wording.Verbatim(said) :
                        $"The service gave no reason.")
                    {
                        RequestId = requestId,
                        Action = action.ToString(),
                        HttpStatus = status == HttpStatusCode.OK ? null : status,
                    };
                    return null;
                }

                // Each of the service's answers has an id of its own, if only as null.
                if (status == HttpStatusCode.OK && response.TryGetProperty("RequestId"u8, out _))
                {
                    return TResponse.Read(response);
                }
            }
        }
#pragma warning disable CA1031 // Not swallowed: whatever keeps an answer from being read becomes the failure below.
        catch (Exception)
#pragma warning restore CA1031
        {
            // Not an envelope, or none that can be read: a name or text that is no Unicode, a number without bounds.
        }

        failure = status == HttpStatusCode.OK
            ? new TencentCertException(ErrorCodes.UnreadableAnswer,
                $"The answer is not the service's JSON; a proxy or gateway may have spoken: {Snippet(body.Span)}")
            {
                Action = action.ToString(), RequestId = requestId,
            }
            : new TencentCertException(ErrorCodes.HttpStatus, $"HTTP {(int)status}: {Snippet(body.Span)}")
            {
                Action = action.ToString(), RequestId = requestId, HttpStatus = status,
            };
        return null;
    }

    // Braces and commas within texts count as well, and are few.
    private static bool IsAffordable(ReadOnlySpan<byte> body) =>
        body.Count((byte)'{') + body.Count((byte)'[') <= MaximumObjects && body.Count((byte)',') <= MaximumValues;

    // Service errors may echo request data; they are cut at the first secret.
    private static string? Told(string? message) =>
        message is not null && SecretAt(message) is var at && at < message.Length ? message[..at] + "…" : message;

    private static int SecretAt(string text) =>
        BeforeSecrets.Select(mark => text.IndexOf(mark, StringComparison.Ordinal)).Where(at => at >= 0).DefaultIfEmpty(text.Length).Min();

    // An answer that cannot be read may still hold a key: neither PEM blocks, temporary keys nor packed content make it into the message.
    private static string Snippet(ReadOnlySpan<byte> body)
    {
        var text = Encoding.UTF8.GetString(body[..Math.Min(body.Length, SnippetLength * 4)]);
        var builder = new StringBuilder();
        foreach (var character in Packed().Replace(text[..SecretAt(text)], "…"))
        {
            builder.Append(char.IsControl(character) ? ' ' : character);
            if (builder.Length == SnippetLength)
            {
                return builder.Append('…').ToString();
            }
        }

        return builder.Length == 0 ? "(empty)" : builder.ToString();
    }

    // Base64 of any length worth keeping to oneself; words and addresses are shorter.
    [GeneratedRegex("[A-Za-z0-9+/=_-]{40,}")]
    private static partial Regex Packed();
}
