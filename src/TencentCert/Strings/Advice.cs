using System.Globalization;
using System.Resources;

namespace TencentCert.Strings;

/// <summary>What a user can do about an error code, in the user's language.</summary>
internal static class Advice
{
    private static readonly ResourceManager Resources = new("TencentCert.Strings.Advice", typeof(Advice).Assembly);

    /// <summary>Advice for a code, else for the code it is a kind of: <c>InvalidParameter</c> for <c>InvalidParameter.X</c>.</summary>
    public static string? For(string code)
    {
        for (var key = code; ;)
        {
            if (Resources.GetString(key, CultureInfo.CurrentUICulture) is { } text)
            {
                return text;
            }

            var dot = key.LastIndexOf('.');
            if (dot < 0)
            {
                return null;
            }

            key = key[..dot];
        }
    }
}
