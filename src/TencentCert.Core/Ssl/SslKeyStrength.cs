using System.Globalization;

namespace TencentCert.Core.Ssl;

/// <summary>Kind and size of a key, to compare keys of one kind.</summary>
/// <param name="Kind"><c>RSA</c> or <c>ECC</c>.</param>
/// <param name="Bits">Size of the modulus, or of the curve.</param>
internal sealed record SslKeyStrength(string Kind, int Bits)
{
    private static readonly Dictionary<string, int> Curves = new(StringComparer.OrdinalIgnoreCase)
    {
        ["prime256v1"] = 256, ["secp384r1"] = 384, ["secp521r1"] = 521,
    };

    /// <summary>Reads <c>RSA 2048</c> or <c>ECC prime256v1</c>; null for anything else.</summary>
    public static SslKeyStrength? Read(string? algorithm) => algorithm?.Split(' ') switch
    {
        ["RSA", var size] when int.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var bits) =>
            new SslKeyStrength("RSA", bits),
        ["ECC", var curve] when Curves.TryGetValue(curve, out var bits) => new SslKeyStrength("ECC", bits),
        _ => null,
    };

    /// <summary>The key that the service creates for an algorithm and a parameter; its defaults are RSA, 2048 and prime256v1.</summary>
    public static SslKeyStrength? Online(string? algorithm, string? parameter)
    {
        var kind = SslKeyChoice.Check(algorithm, parameter) ?? "RSA";
        return kind == "SM2" ? new SslKeyStrength(kind, 256) : Read($"{kind} {parameter ?? (kind == "ECC" ? "prime256v1" : "2048")}");
    }

    public override string ToString() => Kind == "ECC" ? $"ECC P-{Bits}" : Kind == "RSA" ? $"RSA {Bits}" : Kind;
}
