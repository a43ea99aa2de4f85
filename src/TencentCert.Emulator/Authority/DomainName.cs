using System.Globalization;

namespace TencentCert.Emulator.Authority;

/// <summary>Domain names as certificates hold them: ASCII, lower-case, a wildcard for exactly one label.</summary>
internal static class DomainName
{
    private static readonly IdnMapping Idn = new();

    public static string ToAscii(string name)
    {
        try
        {
            return name.StartsWith("*.", StringComparison.Ordinal) ? "*." + ToAscii(name[2..]) : Idn.GetAscii(name).ToLowerInvariant();
        }
        catch (ArgumentException)
        {
            return name.ToLowerInvariant();
        }
    }

    public static bool IsWildcard(string name) => name.StartsWith("*.", StringComparison.Ordinal);

    /// <summary>The name with its first label replaced by a wildcard; null when nothing would be left.</summary>
    public static string? ToWildcard(string name) =>
        name.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot && dot < name.Length - 1 ? "*" + name[dot..] : null;

    /// <summary>The names that may serve a host: its own, then its wildcard.</summary>
    public static IEnumerable<string> Candidates(string hostName)
    {
        var name = ToAscii(hostName);
        return ToWildcard(name) is { } wildcard ? [name, wildcard] : [name];
    }

    /// <summary>Whether a certificate name covers a domain; a wildcard domain is covered by the same wildcard only.</summary>
    public static bool Covers(string certificateName, string domain)
    {
        var pattern = ToAscii(certificateName);
        var name = ToAscii(domain);
        return pattern == name || (IsWildcard(pattern) && !IsWildcard(name) && ToWildcard(name) == pattern);
    }
}
