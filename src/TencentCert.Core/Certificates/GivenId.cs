namespace TencentCert.Core.Certificates;

/// <summary>Kinds of texts passed as an id.</summary>
public enum GivenIdKind : long
{
    /// <summary>Unknown.</summary>
    Unknown,

    /// <summary>A domain.</summary>
    Domain,

    /// <summary>An id of the SSL service, such as <c>a91hoLqi</c>.</summary>
    SslCertificate,

    /// <summary>An id of the GAAP certificate store, such as <c>cert-12345678</c>.</summary>
    GaapCertificate,

    /// <summary>A listener of GAAP, such as <c>listener-12345678</c>.</summary>
    Listener,

    /// <summary>A proxy of GAAP, such as <c>link-12345678</c>.</summary>
    Proxy,

    /// <summary>A group of proxies, such as <c>lg-12345678</c>.</summary>
    Group,

    /// <summary>The path of a file or folder.</summary>
    Path,

    /// <summary>A URL, such as <c>https://www.example.com/</c>.</summary>
    WebAddress,

    /// <summary>A resource type, such as <c>cdn</c>.</summary>
    ResourceType,

    /// <summary>A cloud resource in the syntax of deployments, such as <c>www.example.com|on</c>.</summary>
    Resource,
}

/// <summary>Identifies the kind of an id, so that errors can name it.</summary>
public static class GivenId
{
    private static readonly (string Prefix, GivenIdKind Kind)[] Prefixes =
    [
        ("cert-", GivenIdKind.GaapCertificate), ("listener-", GivenIdKind.Listener), ("link-", GivenIdKind.Proxy),
        ("lg-", GivenIdKind.Group),
    ];

    // No top-level domain has one of these names.
    private static readonly string[] FileExtensions =
        [".pem", ".crt", ".cer", ".der", ".key", ".pfx", ".p12", ".csr", ".json", ".jsonl", ".txt", ".pdf", ".html", ".csv", ".prom"];

    internal static IReadOnlyList<string> ResourceTypes { get; } =
    [
        "clb", "cdn", "waf", "live", "ddos", "teo", "apigateway", "vod", "tke", "tcb", "tse", "cos", "mqtt", "scf", "tdmq", "gaap",
        "lighthouse",
    ];

    /// <summary>Identifies the kind of a text.</summary>
    /// <param name="text">Text.</param>
    public static GivenIdKind KindOf(string? text) =>
        string.IsNullOrEmpty(text) ? GivenIdKind.Unknown
        : Prefixes.FirstOrDefault(entry => text.StartsWith(entry.Prefix, StringComparison.Ordinal)).Kind
            is not GivenIdKind.Unknown and var kind
        ? kind
        : ResourceTypes.Contains(text, StringComparer.OrdinalIgnoreCase) ? GivenIdKind.ResourceType
        : text.Contains("://", StringComparison.Ordinal) ? GivenIdKind.WebAddress
        : text.AsSpan().ContainsAny('/', '\\')
            || FileExtensions.Any(extension => text.EndsWith(extension, StringComparison.OrdinalIgnoreCase))
            ? GivenIdKind.Path
        : text.Contains('|', StringComparison.Ordinal) ? GivenIdKind.Resource
        : text.Contains('.', StringComparison.Ordinal) && DomainName.TryNormalize(text, out _, out _) ? GivenIdKind.Domain
        : text.Length == 8 && text.All(char.IsAsciiLetterOrDigit) ? GivenIdKind.SslCertificate
        : GivenIdKind.Unknown;

    /// <summary>The name of a kind, for a sentence.</summary>
    /// <param name="kind">Kind.</param>
    public static Wording NameOf(GivenIdKind kind) => kind switch
    {
        GivenIdKind.Domain => $"a domain",
        GivenIdKind.SslCertificate => $"a certificate id of the SSL service",
        GivenIdKind.GaapCertificate => $"an id of the GAAP certificate store",
        GivenIdKind.Listener => $"the id of a listener",
        GivenIdKind.Proxy => $"the id of a proxy",
        GivenIdKind.Group => $"the id of a group",
        GivenIdKind.Path => $"a path",
        GivenIdKind.WebAddress => $"a web address",
        GivenIdKind.ResourceType => $"a kind of resource",
        GivenIdKind.Resource => $"the name of a resource",
        _ => $"an unknown text",
    };

    /// <summary>The error for a text that is not an id of the expected kind.</summary>
    /// <param name="parameter">Name for the message.</param>
    /// <param name="given">Text.</param>
    /// <param name="wanted">Expected kind and format, for a sentence.</param>
    public static TencentCertException Refusal(string parameter, string? given, Wording wanted) =>
        string.IsNullOrWhiteSpace(given) ? new(ErrorCodes.InvalidParameter, $"{parameter} is empty.")
        : KindOf(given) is not GivenIdKind.Unknown and var kind
            ? new(ErrorCodes.InvalidParameter, $"'{given}' is {NameOf(kind)}, not {wanted}.") { Mistaken = given }
            : new(ErrorCodes.InvalidParameter, $"{parameter} does not have the form of {wanted}.");
}
