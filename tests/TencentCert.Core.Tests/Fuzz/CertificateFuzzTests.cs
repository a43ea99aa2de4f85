using TencentCert.Core.Certificates;

namespace TencentCert.Core.Tests.Fuzz;

/// <summary>
/// Damaged certificates, keys, requests, PFX files and archives are read, or refused with an exception of the module without their content.
/// </summary>
public sealed class CertificateFuzzTests
{
    private const int LongestMessage = 500;

    public static TheoryData<string> Kinds => [.. CertificateInputs.Kinds.Keys];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Damaged_input_is_read_or_refused(string kind)
    {
        var (read, good) = CertificateInputs.Kinds[kind];
        read(good);

        FuzzRun.Try(FuzzRun.Mutations([good]), bytes => ReadOrRefused(read, bytes));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Truncated_input_is_read_or_refused(string kind)
    {
        var (read, good) = CertificateInputs.Kinds[kind];
        for (var length = 0; length < good.Length; length += Math.Max(1, good.Length / 200))
            ReadOrRefused(read, good[..length]);
    }

    private static void ReadOrRefused(Action<byte[]> read, byte[] bytes)
    {
        try
        {
            read(bytes);
        }
        catch (PemException refusal)
        {
            Assert.InRange(refusal.Message.Length, 1, LongestMessage);
        }
    }
}
