using System.Collections.Concurrent;
using System.Numerics;
using System.Security.Cryptography;

namespace TencentCert.Emulator.Authority;

/// <summary>
/// RSA keys of emulated certificates. Finding primes is slow, so most keys combine primes of earlier keys; no two keys are
/// the same. Keys that share primes protect nothing: they are for an emulated world only.
/// </summary>
internal sealed class RsaKeySource
{
    private static readonly ConcurrentDictionary<int, RsaKeySource> Sources = new();
    private static readonly BigInteger Exponent = 65537;

    private readonly int _bits;
    private readonly object _lock = new();
    private readonly List<BigInteger> _primes = [];
    private readonly Queue<(BigInteger P, BigInteger Q)> _pairs = new();

    private RsaKeySource(int bits) => _bits = bits;

    /// <summary>A key that was not handed out before.</summary>
    /// <param name="bits">Length of the modulus.</param>
    public static RSA Create(int bits) => Sources.GetOrAdd(bits, size => new RsaKeySource(size)).Next();

    private RSA Next()
    {
        lock (_lock)
        {
            if (!_pairs.TryDequeue(out var pair))
            {
                return Found();
            }

            return RSA.Create(Key(pair.P, pair.Q));
        }
    }

    // A key of two new primes. Each of them with each earlier one makes a further key.
    private RSA Found()
    {
        var rsa = RSA.Create(_bits);
        var parameters = rsa.ExportParameters(includePrivateParameters: true);
        BigInteger[] found = [Number(parameters.P!), Number(parameters.Q!)];
        foreach (var (earlier, prime) in _primes.SelectMany(earlier => found, (earlier, prime) => (earlier, prime)))
        {
            // The product of two primes of half the length may be a bit short.
            if ((earlier * prime).GetBitLength() == _bits)
            {
                _pairs.Enqueue((earlier, prime));
            }
        }

        _primes.AddRange(found);
        return rsa;
    }

    private RSAParameters Key(BigInteger p, BigInteger q)
    {
        var totient = (p - 1) * (q - 1);

        // The exponent is prime, so Fermat gives inverses: d = (1 + k * totient) / e for the one k below e that leaves no remainder.
        var k = Exponent - BigInteger.ModPow(totient, Exponent - 2, Exponent);
        var d = ((k * totient) + 1) / Exponent;
        var half = _bits / 16;
        return new RSAParameters
        {
            Modulus = Bytes(p * q, _bits / 8),
            Exponent = Exponent.ToByteArray(isUnsigned: true, isBigEndian: true),
            D = Bytes(d, _bits / 8),
            P = Bytes(p, half),
            Q = Bytes(q, half),
            DP = Bytes(d % (p - 1), half),
            DQ = Bytes(d % (q - 1), half),
            InverseQ = Bytes(Inverse(q, p), half),
        };
    }

    // The extended Euclidean algorithm takes a tenth of the time of BigInteger.ModPow.
    private static BigInteger Inverse(BigInteger number, BigInteger modulus)
    {
        var (remainder, next) = (modulus, number % modulus);
        var (inverse, following) = (BigInteger.Zero, BigInteger.One);
        while (!next.IsZero)
        {
            var quotient = BigInteger.DivRem(remainder, next, out var rest);
            (remainder, next) = (next, rest);
            (inverse, following) = (following, inverse - (quotient * following));
        }

        return inverse.Sign < 0 ? inverse + modulus : inverse;
    }

    private static BigInteger Number(byte[] bytes) => new(bytes, isUnsigned: true, isBigEndian: true);

    private static byte[] Bytes(BigInteger number, int length)
    {
        var bytes = number.ToByteArray(isUnsigned: true, isBigEndian: true);
        return [.. new byte[length - bytes.Length], .. bytes];
    }
}
