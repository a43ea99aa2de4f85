using TencentCert.Core.Wire.Ssl;

namespace TencentCert.Core.Ssl;

/// <summary>A record to publish as proof of domain ownership for the CA.</summary>
public sealed record SslValidationRecord
{
    /// <summary>The pending certificate.</summary>
    public required string CertificateId { get; init; }

    /// <summary>The validated domain.</summary>
    public string? Domain { get; init; }

    /// <summary><c>TXT</c>, <c>CNAME</c> or <c>FILE</c>.</summary>
    public required string Type { get; init; }

    /// <summary>Full name of the DNS record, or the file's name.</summary>
    public string? Name { get; init; }

    /// <summary>The record's value, or the file's content.</summary>
    public string? Value { get; init; }

    /// <summary>Folder of the file on the web server, ending in a slash; null for DNS.</summary>
    public string? Path { get; init; }

    /// <summary>The record's type, name and value.</summary>
    public override string ToString() => $"{Type} {Path}{Name} {Value}";

    /// <summary>Reads the records of a description; empty until the service has created them, and after issue.</summary>
    public static IReadOnlyList<SslValidationRecord> From(string certificateId, DvAuthDetail? detail, string? verifyType)
    {
        // Arrays: PowerShell cannot index the list of a collection expression.
        if (detail?.DvAuths is { Count: > 0 } several)
        {
            return several.Where(record => record?.DvAuthValue is not null).Select(record => Create(
                certificateId, record.DvAuthVerifyType, verifyType, record.DvAuthKey, record.DvAuthSubDomain, record.DvAuthValue,
                record.DvAuthDomain, record.DvAuthPath)).ToArray();
        }

        return string.IsNullOrEmpty(detail?.DvAuthValue)
            ? []
            : new[] { Create(
                certificateId, null, verifyType, detail.DvAuthKey, detail.DvAuthKeySubDomain, detail.DvAuthValue, detail.DvAuthDomain,
                detail.DvAuthPath) };
    }

    // The API page only says "file path"; the value may include the file name.
    internal static string? Folder(string? path, string? file) => string.IsNullOrEmpty(path) ? null
        : !string.IsNullOrEmpty(file) && path.EndsWith("/" + file, StringComparison.Ordinal) ? path[..^file.Length]
        : path.TrimEnd('/') + "/";

    private static SslValidationRecord Create(
        string certificateId, string? recordType, string? verifyType, string? key, string? subDomain, string? value, string? domain,
        string? path)
    {
        var type = !string.IsNullOrEmpty(recordType) ? recordType.ToUpperInvariant()
            : verifyType?.StartsWith("FILE", StringComparison.OrdinalIgnoreCase) == true || !string.IsNullOrEmpty(path) ? "FILE"
            : "TXT";
        return new SslValidationRecord
        {
            CertificateId = certificateId,
            Domain = domain,
            Type = type,
            Name = type == "FILE" ? key : FullName(key, subDomain, domain),
            Value = value,
            Path = type == "FILE" ? Folder(path, key) : null,
        };
    }

    // The key is the host part or the full name, depending on the CA.
    private static string? FullName(string? key, string? subDomain, string? domain)
    {
        var name = string.IsNullOrEmpty(key) ? subDomain : key;
        return string.IsNullOrEmpty(name) || string.IsNullOrEmpty(domain) || name.EndsWith(domain, StringComparison.OrdinalIgnoreCase)
            ? name
            : $"{name}.{domain}";
    }
}
