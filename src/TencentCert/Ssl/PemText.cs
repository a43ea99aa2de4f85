namespace TencentCert.Ssl;

/// <summary>
/// A PEM text as a parameter. A separate type, because a string parameter would bind any piped object. Its text form hides it,
/// because it may contain a key.
/// </summary>
/// <param name="text">The text; PowerShell converts a string implicitly.</param>
public sealed class PemText(string text)
{
    internal string Text => text;

    /// <summary>Never the text.</summary>
    public override string ToString() => "(PEM)";
}
