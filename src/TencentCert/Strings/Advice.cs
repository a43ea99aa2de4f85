using System.Globalization;
using System.Resources;

namespace TencentCert.Strings;

/// <summary>Recommended action for an error code, in the user's language.</summary>
internal static class Advice
{
    private static readonly ResourceManager Resources = new("TencentCert.Strings.Advice", typeof(Advice).Assembly);

    /// <summary>Advice for a code, or for its parent code: <c>InvalidParameter</c> for <c>InvalidParameter.X</c>.</summary>
    public static string? For(string code)
    {
        for (var key = code; ;)
        {
            if (Resources.GetString(key, CultureInfo.CurrentUICulture) is { } text)
                return text;

            var dot = key.LastIndexOf('.');
            if (dot < 0)
                return null;

            key = key[..dot];
        }
    }
}
