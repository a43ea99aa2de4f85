namespace TencentCert.Core.Strings;

/// <summary>Extensions for text of responses and settings, where empty text means "none".</summary>
internal static class TextExtensions
{
    public static string? NullIfEmpty(this string? text) => string.IsNullOrEmpty(text) ? null : text;
}
