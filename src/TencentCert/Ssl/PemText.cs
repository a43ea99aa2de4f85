namespace TencentCert.Ssl;

/// <summary>
/// A PEM text given as a parameter. A type of its own, because a plain text from the pipeline would swallow any object; it shows nothing,
/// because it may hold a key.
/// </summary>
/// <param name="text">The text; PowerShell turns a string into this by itself.</param>
public sealed class PemText(string text)
{
    internal string Text => text;

    /// <summary>Never the text.</summary>
    public override string ToString() => "(PEM)";
}
