using System.Text.RegularExpressions;

namespace TencentCert.Emulator.Http;

/// <summary>Takes keys, passwords and tokens out of what the request log keeps: its entries are printed and written to files.</summary>
internal static partial class RecordedText
{
    private const string Hidden = "(hidden)";
    private const string TokenHeader = "X-TC-Token";

    /// <summary>A body without the values of members that carry secrets.</summary>
    public static string WithoutSecrets(string body) => SecretMember().Replace(body, $"$1\"{Hidden}\"");

    /// <summary>Headers without the session token.</summary>
    public static IReadOnlyDictionary<string, string> WithoutSecrets(IReadOnlyDictionary<string, string> headers) =>
        !headers.ContainsKey(TokenHeader) ? headers
        : headers.ToDictionary(
            header => header.Key,
            header => string.Equals(header.Key, TokenHeader, StringComparison.OrdinalIgnoreCase) ? Hidden : header.Value,
            StringComparer.OrdinalIgnoreCase);

    [GeneratedRegex(
        """("\w*(?:PrivateKey|CertificateKey|Password|WebIdentityToken)"\s*:\s*)"(?:[^"\\]|\\.)*"?""",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex SecretMember();
}
