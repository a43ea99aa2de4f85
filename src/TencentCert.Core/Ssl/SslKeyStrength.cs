using System.Globalization;
using TencentCert.Core.Certificates;

namespace TencentCert.Core.Ssl;

/// <summary>Kind and size of a key, to compare keys of one kind: the size is that of the modulus, or of the curve.</summary>
internal sealed record SslKeyStrength(string Kind, int Bits)
{
    private const int MinRsaBits = 2048;

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

    /// <summary>Rejects a key that no certificate authority accepts; it would also use up an order or a reissue.</summary>
    public static void RequireUsable(SslKeyStrength? key, CertificateRequestPem? request)
    {
        if (request is { HasCommonKey: false })
        {
            throw TencentCertException.Invalid(
                $"No certificate authority takes a key of {key?.ToString() ?? request.KeyAlgorithm}: make a request with RSA, ECC P-256 or "
                + $"P-384. Nothing was sent.");
        }

        if (key is { Kind: "RSA", Bits: < MinRsaBits })
        {
            throw TencentCertException.Invalid(
                $"A key of {key} is too weak for any certificate authority: make a request with at least RSA 2048. Nothing was sent.");
        }
    }

    public override string ToString() => Kind == "ECC" ? $"ECC P-{Bits}" : Kind == "RSA" ? $"RSA {Bits}" : Kind;
}
