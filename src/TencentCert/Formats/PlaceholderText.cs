namespace TencentCert.Formats;

/// <summary>Placeholders for values in the views, in the user's language.</summary>
public static class PlaceholderText
{
    /// <summary>A binding of the listener itself, in the column of the domains.</summary>
    public static string Listener => Wording.Of($"(listener)");

    /// <summary>A certificate that nothing uses, in the column of its first use.</summary>
    public static string Unused => Wording.Of($"(unused)");

    /// <summary>A PEM, which is too long to show.</summary>
    /// <param name="text">PEM.</param>
    public static string Pem(string? text) => text is null ? "" : Wording.Of($"(PEM, {text.Length} characters)");
}
