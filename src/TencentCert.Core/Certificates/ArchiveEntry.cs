using System.Text;

namespace TencentCert.Core.Certificates;

/// <summary>One file of a downloaded archive.</summary>
public sealed class ArchiveEntry
{
    private static readonly string[] SecretSuffixes = [".key", ".pfx", ".p12", ".jks", "keystorePass.txt"];

    internal ArchiveEntry(string name, byte[] content) => (Name, Content) = (name, content);

    /// <summary>Path inside the archive, with forward slashes.</summary>
    public string Name { get; }

    /// <summary>Size in bytes, unpacked.</summary>
    public int Length => Content.Length;

    /// <summary>Contains a private key, a key store or its password.</summary>
    public bool IsSecret => HasSuffix(SecretSuffixes) || Content.AsSpan().IndexOf("PRIVATE KEY-----"u8) >= 0;

    internal byte[] Content { get; }

    internal string Folder => Name[..(Name.LastIndexOf('/') + 1)];

    internal string FileName => Name[(Name.LastIndexOf('/') + 1)..];

    internal string Text => Encoding.UTF8.GetString(Content);

    /// <inheritdoc />
    public override string ToString() => Name;

    internal bool HasSuffix(params string[] suffixes) =>
        suffixes.Any(suffix => Name.EndsWith(suffix, StringComparison.OrdinalIgnoreCase));
}
