using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace TencentCert.Core.Certificates;

/// <summary>One <c>-----BEGIN x-----</c> … <c>-----END x-----</c> of a text, decoded on demand.</summary>
internal sealed partial class PemBlock(string source, string label, ReadOnlyMemory<char> body)
{
    /// <summary>Far above any real certificate file; limits the work for a wrong file.</summary>
    public const int MaximumLength = 1024 * 1024;

    private const int MaxBlocks = 100;
    private const int MaxLabelLength = 40;
    private const string Begin = "-----BEGIN ";
    private const string End = "-----END ";
    private const string Dashes = "-----";

    public string Label => label;

    public bool IsCertificate => Label is "CERTIFICATE" or "X509 CERTIFICATE";

    public bool IsRequest => Label is "CERTIFICATE REQUEST" or "NEW CERTIFICATE REQUEST";

    public bool IsPrivateKey => Label.EndsWith("PRIVATE KEY", StringComparison.Ordinal);

    /// <summary>OpenSSL's legacy encryption, marked by a header line before the base64.</summary>
    public bool HasLegacyEncryption => body.Span.TrimStart().StartsWith("Proc-Type:", StringComparison.Ordinal);

    /// <summary>Whether the block is supported, or can be ignored next to a certificate.</summary>
    public bool IsKnown => IsCertificate || IsRequest || IsPrivateKey
        || Label is "PUBLIC KEY" or "RSA PUBLIC KEY" or "EC PARAMETERS" or "DH PARAMETERS" or "X9.42 DH PARAMETERS" or "DSA PARAMETERS"
            or "X509 CRL";

    /// <summary>Description of the block. A label is untrusted input and is quoted only if well-formed.</summary>
    public string Description => Label switch
    {
        _ when IsCertificate => Wording.Of($"a certificate"),
        _ when IsRequest => Wording.Of($"a certificate request"),
        "ENCRYPTED PRIVATE KEY" => Wording.Of($"an encrypted private key"),
        _ when IsPrivateKey => Wording.Of($"a private key"),
        "PUBLIC KEY" or "RSA PUBLIC KEY" => Wording.Of($"a public key"),
        "PKCS7" or "CMS" => Wording.Of($"a PKCS#7 bundle"),
        "EC PARAMETERS" => Wording.Of($"a set of curve parameters"),
        "X509 CRL" => Wording.Of($"a revocation list"),
        { Length: > 0 and <= MaxLabelLength } when Label.All(
            character => char.IsAsciiLetterUpper(character) || char.IsAsciiDigit(character) || character == ' ') =>
            Wording.Of($"a PEM block '{Label}'"),
        _ => Wording.Of($"an unknown PEM block"),
    };

    public string Advice => Label switch
    {
        "TRUSTED CERTIFICATE" => Wording.Of($"convert it with openssl x509, which writes a plain CERTIFICATE block."),
        "PKCS7" or "CMS" => Wording.Of($"convert it with openssl pkcs7 -print_certs."),
        _ => Wording.Of($"remove it, or export the certificate as PEM again."),
    };

    /// <summary>Finds the blocks of a text; comments between them are skipped, possibly damaged blocks are not.</summary>
    public static IReadOnlyList<PemBlock> Scan(string? text, string source)
    {
        if (string.IsNullOrWhiteSpace(text?.TrimStart('\uFEFF')))
            throw new PemException(PemProblem.Empty, $"{source} is empty.");

        if (text.Length > MaximumLength)
            throw new PemException(PemProblem.TooLarge, $"{source} is larger than 1 MiB, so it is not a certificate or key.");

        var blocks = new List<PemBlock>();
        var between = new List<string>();
        var position = 0;
        while (text.IndexOf(Begin, position, StringComparison.Ordinal) is >= 0 and var start)
        {
            between.Add(RequireNoDamagedBlock(text[position..start], source));
            var labelStart = start + Begin.Length;
            var labelEnd = text.IndexOf(Dashes, labelStart, StringComparison.Ordinal);
            if (labelEnd < 0)
                throw Truncated(source);

            var label = text[labelStart..labelEnd];
            var bodyStart = labelEnd + Dashes.Length;
            var end = $"{End}{label}-----";
            var bodyEnd = text.IndexOf(end, bodyStart, StringComparison.Ordinal);
            if (bodyEnd < 0 || text.AsSpan(bodyStart, bodyEnd - bodyStart).Contains(Begin, StringComparison.Ordinal))
                throw Truncated(source);

            blocks.Add(new PemBlock(source, label, text.AsMemory(bodyStart, bodyEnd - bodyStart)));
            if (blocks.Count > MaxBlocks)
                throw new PemException(PemProblem.TooLarge, $"{source} holds more than {MaxBlocks} PEM blocks.");

            position = bodyEnd + end.Length;
        }

        between.Add(RequireNoDamagedBlock(text[position..], source));
        if (blocks.Count == 0)
            throw new PemException(PemProblem.NotPem, $"{source} is not PEM: it holds no line that starts with \"-----BEGIN\".");

        return between.Exists(UnframedContentPattern().IsMatch)
            ? throw new PemException(
                PemProblem.Malformed, $"{source} is damaged: the content of a PEM block lacks its BEGIN and END lines.")
            : blocks;
    }

    /// <summary>Rejects a text with an unsupported block, which may be the intended certificate.</summary>
    public static void EnsureKnown(IEnumerable<PemBlock> blocks, string source)
    {
        if (blocks.FirstOrDefault(block => !block.IsKnown) is { } unknown)
            throw new PemException(PemProblem.Unsupported, $"{source} holds {unknown.Description}: {unknown.Advice}");
    }

    public byte[] Decode()
    {
        var buffer = new byte[(body.Length / 4 * 3) + 3];
        try
        {
            // White space of any kind is skipped; every other stray character fails.
            return Convert.TryFromBase64Chars(body.Span, buffer, out var length) && length > 0
                ? buffer.AsSpan(0, length).ToArray()
                : throw new PemException(
                    PemProblem.Malformed, $"{source} holds {Description} whose base64 text is damaged or cut off: copy it again.");
        }
        finally
        {
            CryptographicOperations.ZeroMemory(buffer);
        }
    }

    // A skipped block may be the intended certificate; the next one would be used instead.
    private static string RequireNoDamagedBlock(string between, string source)
    {
        if (between.Contains(End, StringComparison.Ordinal))
            throw new PemException(PemProblem.Malformed, $"{source} is damaged: a PEM block has an END line without its BEGIN line.");

        if (DamagedDelimiterPattern().IsMatch(between))
        {
            throw new PemException(
                PemProblem.Malformed,
                $"{source} is damaged: "
                + $"a line looks like the BEGIN or END line of a PEM block, which has five hyphens on each side and capital letters.");
        }

        return between;
    }

    // Word processors replace hyphens with other dashes. OpenSSH's public keys have four hyphens and do not match.
    [GeneratedRegex(
        @"^[\s>""']*[-\u2010-\u2015\u2212]+\s*(BEGIN|END)\s+[A-Z0-9 .]*(CERTIFICATE|KEY|PKCS7|CMS|REQUEST|CRL|PARAMETERS)\b",
        RegexOptions.IgnoreCase | RegexOptions.Multiline | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex DamagedDelimiterPattern();

    // Base64 of a long ASN.1 sequence.
    [GeneratedRegex(
        @"^\s*MI[GHI][A-Za-z0-9+/]{37,}={0,2}\s*$", RegexOptions.Multiline | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex UnframedContentPattern();

    private static PemException Truncated(string source) =>
        new(PemProblem.Malformed, $"{source} is cut off: a PEM block has a BEGIN line without its END line.");
}
