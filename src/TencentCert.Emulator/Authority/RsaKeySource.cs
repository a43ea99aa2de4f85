using System.Collections.Concurrent;
using System.Numerics;
using System.Security.Cryptography;

namespace TencentCert.Emulator.Authority;

/// <summary>
/// RSA keys of emulated certificates. Finding primes is slow, so most keys combine primes of earlier keys; each key is unique.
/// Keys that share primes are not secure: they are for the emulator only.
/// </summary>
internal sealed class RsaKeySource(int bits)
{
    private static readonly ConcurrentDictionary<int, RsaKeySource> Sources = new();
    private static readonly BigInteger Exponent = 65537;

    private readonly object _lock = new();
    private readonly List<BigInteger> _primes = [];
    private readonly Queue<(BigInteger P, BigInteger Q)> _pairs = new();

    /// <summary>A key that was not handed out before.</summary>
    public static RSA Create(int bits) => Sources.GetOrAdd(bits, size => new RsaKeySource(size)).Next();

    private RSA Next()
    {
        lock (_lock)
        {
            return _pairs.TryDequeue(out var pair) ? RSA.Create(CombinePrimes(pair.P, pair.Q)) : CreateWithNewPrimes();
        }
    }

    // A key of two new primes, which make further keys with each earlier prime.
    private RSA CreateWithNewPrimes()
    {
        var rsa = RSA.Create(bits);
        var parameters = rsa.ExportParameters(includePrivateParameters: true);
        BigInteger[] primes = [ToNumber(parameters.P!), ToNumber(parameters.Q!)];
        foreach (var (earlier, prime) in _primes.SelectMany(earlier => primes, (earlier, prime) => (earlier, prime)))
        {
            // The product of two primes of half the length may be one bit shorter.
            if ((earlier * prime).GetBitLength() == bits)
                _pairs.Enqueue((earlier, prime));
        }

        _primes.AddRange(primes);
        return rsa;
    }

    private RSAParameters CombinePrimes(BigInteger p, BigInteger q)
    {
        var totient = (p - 1) * (q - 1);

        // The exponent is prime, so Fermat gives inverses: d = (1 + k * totient) / e for the one k below e that leaves no remainder.
        var k = Exponent - BigInteger.ModPow(totient, Exponent - 2, Exponent);
        var d = ((k * totient) + 1) / Exponent;
        var primeBytes = bits / 16;
        return new RSAParameters
        {
            Modulus = ToBytes(p * q, bits / 8),
            Exponent = Exponent.ToByteArray(isUnsigned: true, isBigEndian: true),
            D = ToBytes(d, bits / 8),
            P = ToBytes(p, primeBytes),
            Q = ToBytes(q, primeBytes),
            DP = ToBytes(d % (p - 1), primeBytes),
            DQ = ToBytes(d % (q - 1), primeBytes),
            InverseQ = ToBytes(Inverse(q, p), primeBytes),
        };
    }

    // The extended Euclidean algorithm takes a tenth of the time of BigInteger.ModPow.
    private static BigInteger Inverse(BigInteger number, BigInteger modulus)
    {
        var (remainder, next) = (modulus, number % modulus);
        var (inverse, nextInverse) = (BigInteger.Zero, BigInteger.One);
        while (!next.IsZero)
        {
            var quotient = BigInteger.DivRem(remainder, next, out var newRemainder);
            (remainder, next) = (next, newRemainder);
            (inverse, nextInverse) = (nextInverse, inverse - (quotient * nextInverse));
        }

        return inverse.Sign < 0 ? inverse + modulus : inverse;
    }

    private static BigInteger ToNumber(byte[] bytes) => new(bytes, isUnsigned: true, isBigEndian: true);

    private static byte[] ToBytes(BigInteger number, int length)
    {
        var bytes = number.ToByteArray(isUnsigned: true, isBigEndian: true);
        return [.. new byte[length - bytes.Length], .. bytes];
    }
}
