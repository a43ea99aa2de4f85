using System.Net;
using System.Security;

namespace TencentCert.Core.Errors;

/// <summary>Converts between SecureString and the text that a request needs.</summary>
public static class SecretText
{
    /// <summary>Seals a text.</summary>
    public static SecureString Seal(ReadOnlySpan<char> text)
    {
        var secret = new SecureString();
        foreach (var character in text)
            secret.AppendChar(character);

        secret.MakeReadOnly();
        return secret;
    }

    /// <summary>Opens a secret; null stays null.</summary>
    public static string? Reveal(SecureString? secret) => secret is null ? null : new NetworkCredential("", secret).Password;
}
