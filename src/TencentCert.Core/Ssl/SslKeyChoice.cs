namespace TencentCert.Core.Ssl;

/// <summary>Key algorithms of the SSL service and their parameters.</summary>
public static class SslKeyChoice
{
    private static readonly Dictionary<string, string[]> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        ["RSA"] = ["2048", "4096"],
        ["ECC"] = ["prime256v1", "secp384r1"],
        ["SM2"] = [],
    };

    /// <summary>Algorithms in the API's spelling.</summary>
    public static IReadOnlyCollection<string> Algorithms => Known.Keys;

    /// <summary>Parameters of an algorithm; all when null.</summary>
    public static IEnumerable<string> ParametersOf(string? algorithm) =>
        algorithm is null ? Known.Values.SelectMany(parameters => parameters) : Known.GetValueOrDefault(Normalize(algorithm)) ?? [];

    /// <summary>Validates an algorithm and a parameter; a null algorithm is the service's default, RSA.</summary>
    /// <returns>The algorithm in the API's spelling, or null.</returns>
    /// <exception cref="TencentCertException"><see cref="ErrorCodes.InvalidParameter"/>.</exception>
    public static string? Check(string? algorithm, string? parameter)
    {
        var name = Normalize(algorithm ?? "RSA");
        if (!Known.TryGetValue(name, out var parameters))
            throw TencentCertException.Invalid($"Key algorithm '{algorithm}' is not known; use RSA, ECC or SM2.");

        if (parameter is not null && !parameters.Contains(parameter, StringComparer.Ordinal))
        {
            throw TencentCertException.Invalid(parameters.Length == 0
                ? (Wording)$"{name} takes no key parameter; leave '{parameter}' out."
                : $"Key parameter '{parameter}' does not go with {name}; use one of {Wording.List(parameters)}.");
        }

        return algorithm is null ? null : name;
    }

    // A documentation page prints "ECC" with its footnote mark.
    private static string Normalize(string algorithm)
    {
        var name = algorithm.Trim().ToUpperInvariant();
        return name == "ECC1" ? "ECC" : name;
    }
}
