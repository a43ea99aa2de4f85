using System.Text;
using TencentCert.Core.Credentials;
using TencentCert.Core.Errors;

namespace TencentCert.Core.Tests.Fuzz;

/// <summary>Any content of a credential file gives a key, no key, or an error that does not show the content.</summary>
public sealed class CredentialFileFuzzTests : IDisposable
{
    private const string Canary = "Canary7SecretKeyCanary7SecretKey";

    private static readonly byte[][] Profiles =
    [
        .. new[]
        {
            $$"""{"secretId":"AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE","secretKey":"{{Canary}}"}""",
            $$"""{"secretId":"AKIDz8","secretKey":"{{Canary}}","token":"tok","expiresAt":4102444800,"type":"oauth","oauth":{"a":1} }""",
            """{"\ud800":1,"secretId":"\udc00","expiresAt":"1e999"}""",
        }.Select(Encoding.UTF8.GetBytes),
    ];

    private static readonly byte[][] SharedFiles =
    [
        .. new[]
        {
            $"[default]\nsecret_id = AKIDz8\nsecret_key = {Canary}\n",
            $"; remark\r\n[other] x\r\n[default]\r\nsecret_id=AKIDz8\r\nsecret_key={Canary}\r\ntoken=\r\n",
        }.Select(Encoding.UTF8.GetBytes),
    ];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Any_tccli_profile_gives_a_key_or_an_error() =>
        Try("default.credential", Profiles, _ => new TccliCredential("default", _folder.Path));

    [Fact]
    public void Any_shared_file_gives_a_key_or_an_error() =>
        Try("credentials", SharedFiles, path => new SharedFileCredential("default", [path]));

    private void Try(string name, byte[][] valid, Func<string, ICredentialSource> source)
    {
        var path = Path.Combine(_folder.Path, name);
        FuzzRun.Try(FuzzRun.Mutations(valid), content =>
        {
            File.WriteAllBytes(path, content);
            try
            {
                source(path).FindAsync(CancellationToken.None).AsTask().GetAwaiter().GetResult();
            }
            catch (TencentCertException problem)
            {
                Assert.Contains(problem.Code, new[] { ErrorCodes.InvalidCredential, ErrorCodes.CredentialExpired });
                Assert.DoesNotContain(Canary, problem.ToString(), StringComparison.Ordinal);
            }
        });
    }
}
