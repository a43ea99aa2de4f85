namespace TencentCert.Core.Tests.Certificates;

/// <summary>Searches texts for parts of a PEM body that they must not contain.</summary>
internal static class PemLeak
{
    private const int PieceLength = 16;

    public static void AssertNone(string pem, Exception problem) => AssertNone(pem, problem.ToString());

    public static void AssertNone(string pem, string? text)
    {
        var body = Convert.ToBase64String(TestInputs.Der(pem));
        for (var start = 0; start + PieceLength <= body.Length; start += PieceLength)
            Assert.DoesNotContain(body.Substring(start, PieceLength), text ?? "", StringComparison.Ordinal);
    }
}
