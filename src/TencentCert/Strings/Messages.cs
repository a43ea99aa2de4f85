using System.Globalization;
using System.Resources;
using TencentCert.Core.Strings;

namespace TencentCert.Strings;

/// <summary>The module's own texts in the user's language.</summary>
internal static class Messages
{
    private static readonly ResourceManager Resources = new("TencentCert.Strings.Messages", typeof(Messages).Assembly);

    /// <summary>A text with its values filled in.</summary>
    /// <param name="name">Name in <c>Messages.resx</c>.</param>
    /// <param name="values">For <c>{0}</c> and so on.</param>
    public static string Text(string name, params object?[] values) =>
        string.Format(CultureInfo.CurrentCulture, Resources.GetString(name, CultureInfo.CurrentUICulture) ?? name, [.. values.Select(Value)]);

    // What Core says in words, such as a source of keys, is one of its texts.
    private static object? Value(object? value) => value is string text ? Wording.Of(text) : value;
}
