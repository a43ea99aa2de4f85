using System.Runtime.InteropServices;
using System.Security;

namespace TencentCert.Core.Certificates;

/// <summary>The password of a key or PFX, kept in memory until disposed. Null means no password; an empty one is a password.</summary>
public sealed class Passphrase : IDisposable
{
    private readonly char[] _characters;

    /// <summary>Copies characters.</summary>
    public Passphrase(ReadOnlySpan<char> characters) => _characters = characters.ToArray();

    /// <summary>Copies a secure string.</summary>
    public Passphrase(SecureString secure)
    {
        ArgumentNullException.ThrowIfNull(secure);
        _characters = new char[secure.Length];
        var plain = Marshal.SecureStringToGlobalAllocUnicode(secure);
        try
        {
            Marshal.Copy(plain, _characters, 0, _characters.Length);
        }
        finally
        {
            Marshal.ZeroFreeGlobalAllocUnicode(plain);
        }
    }

    /// <summary>The password of an optional parameter; null when it was not given.</summary>
    public static Passphrase? Of(SecureString? secure) => secure is null ? null : new Passphrase(secure);

    /// <summary>A warning about a PFX password that some programs do not support; null if there is none.</summary>
    public string? PfxWarning => _characters.Length > 0 && _characters.All(character => character is >= ' ' and <= '~')
        ? null
        : Wording.Of(
            $"Java and Windows Server 2016 do not open a PFX whose password is empty or holds other characters than those of ASCII.");

    internal ReadOnlySpan<char> Characters => _characters;

    /// <summary>Overwrites the characters.</summary>
    public void Dispose() => Array.Clear(_characters);

    /// <summary>Never the password.</summary>
    public override string ToString() => "(passphrase)";
}
