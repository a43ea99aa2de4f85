using TencentCert.Core.Certificates;

namespace TencentCert.Core.Gaap;

/// <summary>The format of GAAP's ids: a kind, a hyphen, letters and digits.</summary>
public static class ResourceId
{
    private const int MaximumLength = 64;

    /// <summary>Whether a text has the form of an id of a kind.</summary>
    /// <param name="id">Text.</param>
    /// <param name="prefix">Kind with its hyphen, such as <c>listener-</c>.</param>
    public static bool IsWellFormed(string? id, string prefix) =>
        id is not null && id.Length > prefix.Length && id.Length <= MaximumLength && id.StartsWith(prefix, StringComparison.Ordinal)
        && id.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_');

    /// <summary>Rejects text that is not an id of a kind, before any call.</summary>
    /// <param name="id">Text.</param>
    /// <param name="prefix">Kind with its hyphen.</param>
    /// <param name="parameter">Name for the message.</param>
    /// <exception cref="TencentCertException"><see cref="ErrorCodes.InvalidParameter"/>.</exception>
    public static void Check(string? id, string prefix, string parameter)
    {
        if (!IsWellFormed(id, prefix))
            throw GivenId.Refusal(parameter, id, $"an id such as {prefix}12345678");
    }
}
