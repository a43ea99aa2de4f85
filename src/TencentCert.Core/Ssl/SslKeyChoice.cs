using TencentCert.Core.Errors;
using TencentCert.Core.Strings;


namespace TencentCert.Core.Ssl;

/// <summary>Key algorithms of the SSL service and the parameters each takes.</summary>
public static class SslKeyChoice
{
    private static readonly Dictionary<string, string[]> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        ["RSA"] = ["2048", "4096"],
        ["ECC"] = ["prime256v1", "secp384r1"],
        ["SM2"] = [],
    };

    /// <summary>Algorithms as the API spells them.</summary>
    public static IReadOnlyCollection<string> Algorithms => Known.Keys;

    /// <summary>Parameters of an algorithm; all when null.</summary>
    public static IEnumerable<string> ParametersOf(string? algorithm) =>
        algorithm is null ? Known.Values.SelectMany(one => one) : Known.GetValueOrDefault(Normalize(algorithm)) ?? [];

    /// <summary>Checks a pair that will be sent; a null algorithm is the service's default, RSA.</summary>
    /// <returns>The algorithm as the API spells it, or null.</returns>
    /// <exception cref="TencentCertException"><see cref="ErrorCodes.InvalidParameter"/>.</exception>
    public static string? Check(string? algorithm, string? parameter)
    {
        var name = Normalize(algorithm ?? "RSA");
        if (!Known.TryGetValue(name, out var parameters))
        {
            throw Invalid($"Key algorithm '{algorithm}' is not known; take RSA, ECC or SM2.");
        }

        if (parameter is not null && !parameters.Contains(parameter, StringComparer.Ordinal))
        {
            throw Invalid(parameters.Length == 0
                ? (Wording)$"{name} takes no key parameter; leave '{parameter}' out."
                : $"Key parameter '{parameter}' does not go with {name}; take one of {Wording.List(parameters)}.");
        }

        return algorithm is null ? null : name;
    }

    // A page of the service prints "ECC" with its footnote mark.
    private static string Normalize(string algorithm)
    {
        var name = algorithm.Trim().ToUpperInvariant();
        return name == "ECC1" ? "ECC" : name;
    }

    private static TencentCertException Invalid(Wording message) => new(ErrorCodes.InvalidParameter, message);
}
