using TencentCert.Core.Certificates;

using static TencentCert.Core.Tests.Certificates.TestInputs;

namespace TencentCert.Core.Tests.Certificates;

/// <summary>One table of malformed input for all readers. Each reader reports the problem and never quotes the input.</summary>
[Trait("Culture", "any")]
public sealed class MalformedPemTests
{
    private static readonly Dictionary<string, (Func<string, string> Spoil, PemProblem Problem)> Cases = new()
    {
        ["empty"] = (_ => "", PemProblem.Empty),
        ["blank"] = (_ => " \r\n\t ", PemProblem.Empty),
        ["END before BEGIN"] = (pem => "-----END CERTIFICATE-----\n" + pem, PemProblem.Malformed),
        ["END of a block whose BEGIN is lost"] = (pem => pem + pem[(pem.IndexOf('\n') + 1)..], PemProblem.Malformed),
        ["BEGIN with a dash lost"] = (pem => pem[1..], PemProblem.Malformed),
        ["only a byte order mark"] = (_ => "\uFEFF", PemProblem.Empty),
        ["lines with four hyphens"] = (pem => pem.Replace("-----", "----", StringComparison.Ordinal), PemProblem.Malformed),
        ["lines in small letters"] = (pem => pem.Replace("BEGIN ", "begin ", StringComparison.Ordinal)
            .Replace("END ", "end ", StringComparison.Ordinal), PemProblem.Malformed),
        ["dashes of a word processor"] = (pem => pem.Replace("-----", "\u2013\u2013", StringComparison.Ordinal), PemProblem.Malformed),
        ["spaces after the hyphens"] = (pem => pem.Replace("-----BEGIN", "----- BEGIN", StringComparison.Ordinal)
            .Replace("-----END", "----- END", StringComparison.Ordinal), PemProblem.Malformed),
        ["plain text"] = (_ => "hunter2 is no certificate", PemProblem.NotPem),
        ["10,000 characters"] = (_ => new string('A', 10_000), PemProblem.NotPem),
        ["more than 1 MiB"] = (_ => new string('A', (1024 * 1024) + 1), PemProblem.TooLarge),
        ["base64 without its lines"] = (pem => Convert.ToBase64String(Der(pem)), PemProblem.NotPem),
        ["without END"] = (pem => pem[..pem.IndexOf("-----END", StringComparison.Ordinal)], PemProblem.Malformed),
        ["cut in the BEGIN line"] = (_ => "-----BEGIN CERTIFI", PemProblem.Malformed),
        ["END of another label"] = (pem => pem.Replace("-----END ", "-----END MY ", StringComparison.Ordinal), PemProblem.Malformed),
        ["one character lost"] = (pem => pem.Remove(pem.Length / 2, 1), PemProblem.Malformed),
        ["a line lost"] = (pem => pem.Remove(pem.IndexOf('\n') + 66, 65), PemProblem.Malformed),
        ["half lost"] = (pem => pem.Remove(pem.IndexOf('\n') + 1, 65 * 2), PemProblem.Malformed),
        ["control character inside"] = (pem => pem.Insert(pem.Length / 2, "\u0007"), PemProblem.Malformed),
        ["null character inside"] = (pem => pem.Insert(pem.Length / 2, "\0"), PemProblem.Malformed),
        ["no content"] = (pem => Label(pem, ""), PemProblem.Malformed),
        ["content of nonsense"] = (pem => Label(pem, Convert.ToBase64String("hunter2 hunter2"u8)), PemProblem.Malformed),
        ["another label"] = (_ => "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----", PemProblem.WrongContent),
        ["label of secrets"] = (_ => "-----BEGIN hunter2-----\nAAAA\n-----END hunter2-----", PemProblem.WrongContent),
        ["endless blocks"] = (pem => string.Concat(Enumerable.Repeat(Label(pem, "AA=="), 101)), PemProblem.TooLarge),
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Malformed_certificate_is_refused_without_quoting_it(string name) =>
        Check(name, RsaLeaf, text => CertificateChain.FromPem(text));

    [Theory]
    [MemberData(nameof(Names))]
    public void Malformed_private_key_is_refused_without_quoting_it(string name) => Check(name, RsaKey, text => PrivateKeyPem.Parse(text));

    [Theory]
    [MemberData(nameof(Names))]
    public void Malformed_EC_key_is_refused_without_quoting_it(string name) =>
        Check(name, OtherEcc.ExportECPrivateKeyPem() + "\n", text => PrivateKeyPem.Parse(text));

    [Theory]
    [MemberData(nameof(Names))]
    public void Malformed_request_is_refused_without_quoting_it(string name) => Check(
        name,
        new System.Security.Cryptography.X509Certificates.CertificateRequest(
            "CN=example.com",
            Rsa,
            System.Security.Cryptography.HashAlgorithmName.SHA256,
            System.Security.Cryptography.RSASignaturePadding.Pkcs1).CreateSigningRequestPem() + "\n",
        text => CertificateRequestPem.Parse(text));

    private static void Check(string name, string good, Action<string> read)
    {
        read(good);
        var (spoil, expected) = Cases[name];
        var bad = spoil(good);
        Assert.NotEqual(good, bad);

        var problem = Assert.Throws<PemException>(() => read(bad));
        Assert.Equal(expected, problem.Problem);
        PemLeak.AssertNone(good, problem);
        Assert.DoesNotContain("hunter2", problem.ToString(), StringComparison.Ordinal);
    }

    private static string Label(string pem, string body)
    {
        var first = pem[..pem.IndexOf('\n')];
        return $"{first}\n{body}\n{first.Replace("BEGIN", "END", StringComparison.Ordinal)}\n";
    }
}
