using System.Text.RegularExpressions;

namespace TencentCert.Emulator.Http;

/// <summary>Removes keys, passwords and tokens from the request log, whose entries are printed and written to files.</summary>
internal static partial class RecordedText
{
    private const string Placeholder = "(hidden)";
    private const string TokenHeader = "X-TC-Token";

    /// <summary>A body without the values of members that carry secrets.</summary>
    public static string WithoutSecrets(string body) => SecretMemberPattern().Replace(body, $"$1\"{Placeholder}\"");

    public static IReadOnlyDictionary<string, string> WithoutSecrets(IReadOnlyDictionary<string, string> headers) =>
        !headers.ContainsKey(TokenHeader) ? headers
        : headers.ToDictionary(
            header => header.Key,
            header => string.Equals(header.Key, TokenHeader, StringComparison.OrdinalIgnoreCase) ? Placeholder : header.Value,
            StringComparer.OrdinalIgnoreCase);

    [GeneratedRegex(
        """("\w*(?:PrivateKey|CertificateKey|Password|WebIdentityToken)"\s*:\s*)"(?:[^"\\]|\\.)*"?""",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex SecretMemberPattern();
}
