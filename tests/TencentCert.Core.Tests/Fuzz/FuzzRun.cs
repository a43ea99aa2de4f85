using System.Globalization;
using CsCheck;

namespace TencentCert.Core.Tests.Fuzz;

/// <summary>
/// Generated inputs for readers of untrusted bytes. A normal run uses a few hundred for each test;
/// <c>TENCENTCERT_FUZZ=100000 dotnet test tests/TencentCert.Core.Tests --filter FullyQualifiedName~Fuzz</c> is the long run.
/// </summary>
internal static class FuzzRun
{
    private const long UsualCases = 300;

    // Typical problems of readers: nothing, escapes, half a surrogate pair, bytes that are not UTF-8, endless brackets and numbers;
    // endless lengths of ASN.1, round counts, headers of PEM and ZIP.
    private static readonly byte[][] Tokens =
    [
        [], [0], [0xFF, 0xFE], [0xEF, 0xBB, 0xBF], [0x1B], [0x30, 0x80], [0x84, 0x7F, 0xFF, 0xFF, 0xFF],
            [0x02, 0x04, 0x7F, 0xFF, 0xFF, 0xFF], .. new[]
        {
            "\"", "\\ud800", "\\udc00\\u0000", "{", "}", "[", "]", ":", ",", "null", "true", "[null]", "{\"\":1}", "1e999", "-1",
                "99999999999999999999", "\r\n", "=", "\u2028",
            "-----BEGIN PRIVATE KEY-----", "-----END CERTIFICATE-----\n", "PK\u0003\u0004", "../", "Proc-Type: 4,ENCRYPTED\n",
        }.Select(System.Text.Encoding.UTF8.GetBytes),
        [.. Enumerable.Repeat((byte)'[', 200)],
    ];

    private static long Cases =>
        long.TryParse(
            Environment.GetEnvironmentVariable("TENCENTCERT_FUZZ"), NumberStyles.None, CultureInfo.InvariantCulture, out var cases)
                ? cases
                : UsualCases;

    /// <summary>Runs a test on generated inputs. A failing input is reduced and printed with its seed.</summary>
    public static void Try<T>(Gen<T> inputs, Action<T> test) => inputs.Sample(test, iter: Cases, threads: 1);

    /// <summary>Valid inputs with some bytes removed, replaced, repeated or inserted.</summary>
    public static Gen<byte[]> Mutations(IReadOnlyList<byte[]> valid) =>
        Gen.Select(
            Gen.Int[0, valid.Count - 1],
            Gen.Select(Gen.Int[0, 3], Gen.Double[0, 1], Gen.Int[0, 40], Gen.Int[0, Tokens.Length - 1]).Array[0, 6],
            (index, edits) => edits.Aggregate(valid[index], Edit));

    private static byte[] Edit(byte[] bytes, (int Kind, double Place, int Length, int Token) edit)
    {
        var at = (int)(edit.Place * bytes.Length);
        var length = Math.Min(edit.Length, bytes.Length - at);
        var part = bytes.AsSpan(at, length);
        return edit.Kind switch
        {
            0 => [.. bytes[..at], .. bytes[(at + length)..]],
            1 => [.. bytes[..at], .. Tokens[edit.Token], .. bytes[(at + length)..]],
            2 => [.. bytes[..at], .. part, .. bytes[at..]],
            _ => [.. bytes[..at], .. Tokens[edit.Token], .. bytes[at..]],
        };
    }
}
