using System.Collections;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace TencentCert.Core.Credentials;

/// <summary>
/// Fingerprint of the variables and files that the selection of a key depends on. While it is unchanged, the selected key can be
/// used again.
/// </summary>
public static class CredentialInputs
{
    private static readonly string[] VariablePrefixes = ["TENCENTCLOUD_", "TCCLI_", "TKE_"];

    /// <summary>The fingerprint; no secret can be read from it.</summary>
    /// <param name="profile">The profile that is named, if any.</param>
    /// <param name="home">The home folder; the user's when null.</param>
    public static string Fingerprint(string? profile, string? home = null)
    {
        var text = new StringBuilder();
        foreach (var variable in Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .Where(variable =>
                VariablePrefixes.Any(prefix => ((string)variable.Key).StartsWith(prefix, StringComparison.OrdinalIgnoreCase)))
            .OrderBy(variable => (string)variable.Key, StringComparer.Ordinal))
        {
            text.Append(variable.Key).Append('=').Append(variable.Value).Append('\0');
        }

        foreach (var path in SharedFileCredential.DefaultPaths(home)
            .Append(TccliProfile.PathOf(profile ?? TccliProfile.DefaultName, TccliProfile.Folder(home))))
        {
            var file = new FileInfo(path);
            text.Append(
                CultureInfo.InvariantCulture,
                $"{path} {(file.Exists ? file.LastWriteTimeUtc.Ticks : 0)} {(file.Exists ? file.Length : 0)}\0");
        }

        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}
