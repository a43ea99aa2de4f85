using System.Security.Cryptography;
using TencentCert.Emulator.Authority;

namespace TencentCert.Emulator.Ssl;

/// <summary>The domain validation of an order.</summary>
public sealed class SslValidation
{
    /// <summary>Methods that an order or a reissue accepts.</summary>
    internal static readonly IReadOnlyList<string> AcceptedMethods = ["DNS_AUTO", "DNS", "FILE"];

    private readonly string _token = RandomNumberGenerator.GetHexString(32, lowercase: true);

    /// <summary>DNS_AUTO, DNS, FILE, DNS_PROXY or FILE_PROXY.</summary>
    public required string Method { get; init; }

    /// <summary>When the order was placed.</summary>
    public required DateTimeOffset Started { get; init; }

    /// <summary>When it passes automatically; null for never.</summary>
    public DateTimeOffset? PassesAt { get; internal set; }

    /// <summary>Whether the service adds the record itself.</summary>
    public bool IsAutomatic => Method == "DNS_AUTO";

    /// <summary>Whether a file is required rather than a DNS record.</summary>
    public bool IsFile => Method.StartsWith("FILE", StringComparison.Ordinal);

    /// <summary>Whether it has passed.</summary>
    public bool HasPassed(DateTimeOffset now) => PassesAt <= now;

    /// <summary>The record to publish for a host name.</summary>
    internal EmulatedSslValidationRecord RecordFor(string name)
    {
        var ascii = DomainName.ToAscii(name);
        var isWildcard = DomainName.IsWildcard(ascii);
        var host = isWildcard ? ascii[2..] : ascii;
        var zone = string.Join('.', host.Split('.')[^Math.Min(2, host.Split('.').Length)..]);
        if (IsFile)
            return new EmulatedSslValidationRecord("fileauth.txt", _token, host, "", "/.well-known/pki-validation/", "FILE");

        var label = isWildcard ? "_" + _token[..16] : "_dnsauth";
        var subDomain = host == zone ? label : $"{label}.{host[..^(zone.Length + 1)]}";
        return isWildcard
            ? new EmulatedSslValidationRecord($"{subDomain}.{zone}", $"{_token}.dcv.example.net", zone, subDomain, null, "CNAME")
            : new EmulatedSslValidationRecord($"{subDomain}.{zone}", _token, zone, subDomain, null, "TXT");
    }
}

/// <summary>A DNS record or file the customer has to publish.</summary>
internal sealed record EmulatedSslValidationRecord(string Key, string Value, string Domain, string SubDomain, string? Path, string Type);
