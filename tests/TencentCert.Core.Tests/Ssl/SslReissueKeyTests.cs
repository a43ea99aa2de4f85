using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using TencentCert.Core.Errors;
using TencentCert.Core.Ssl;
using TencentCert.Core.Tests.Certificates;

namespace TencentCert.Core.Tests.Ssl;

/// <summary>A reissue that the order does not allow is refused before it is sent, even with -Force where it could not succeed.</summary>
public sealed class SslReissueKeyTests
{
    private const string Free = "e45psQun";
    private const string Paid = "a91hoLqi";

    [Theory]
    [InlineData("ECC", "prime256v1")]
    [InlineData("ECC", null)]
    [InlineData("RSA", "4096")]
    [InlineData("SM2", null)]
    public async Task A_free_certificate_is_reissued_with_RSA_2048_only(string algorithm, string? parameter)
    {
        await using var world = await SslWorld.StartAsync();
        await RefusedAsync(world, Request(Free, online: (algorithm, parameter), force: true));
    }

    [Fact]
    public async Task A_free_certificate_is_not_reissued_with_a_request_on_P256()
    {
        await using var world = await SslWorld.StartAsync();
        await RefusedAsync(world, Request(Free, Csr(ECDsa.Create(ECCurve.NamedCurves.nistP256), "blog.example.com"), force: true));
    }

    [Theory]
    [InlineData(Free, "blog.example.com", "ED25519", null)]
    [InlineData(Free, "blog.example.com", "RSA-PSS", "rsa_keygen_bits:2048")]
    [InlineData(Free, "blog.example.com", "EC", "ec_paramgen_curve:secp256k1")]
    [InlineData(Free, "blog.example.com", "SM2", null)]
    [InlineData(Paid, "www.example.com", "ED25519", null)]
    [InlineData(Paid, "www.example.com", "ED448", null)]
    [InlineData(Paid, "www.example.com", "RSA-PSS", "rsa_keygen_bits:2048")]
    [InlineData(Paid, "www.example.com", "EC", "ec_paramgen_curve:brainpoolP256r1")]
    public async Task An_unsupported_key_is_not_submitted(string id, string name, string algorithm, string? option)
    {
        using var folder = new TemporaryFolder();
        string[] options = option is null ? [] : ["-pkeyopt", option];
        OpenSsl.Run(folder, ["genpkey", "-algorithm", algorithm, .. options, "-out", "own.key"]);
        OpenSsl.Run(folder, "req", "-new", "-key", "own.key", "-subj", "/CN=" + name, "-out", "own.csr");
        await using var world = await SslWorld.StartAsync();
        await RefusedAsync(world, Request(id, await File.ReadAllTextAsync(folder["own.csr"], SslWorld.Stop), force: true));
    }

    [Theory]
    [InlineData(Free, "other.example.com")]
    [InlineData(Paid, "other.example.com")]
    [InlineData(Paid, "www.example.com", "other.example.com")]
    [InlineData(Paid, "api.example.com")]
    public async Task A_request_for_other_names_is_not_submitted(string id, params string[] names)
    {
        await using var world = await SslWorld.StartAsync();
        await RefusedAsync(world, Request(id, Csr(TestInputs.Rsa, names), force: true));
    }

    [Fact]
    public async Task A_weaker_key_is_refused_and_a_stronger_key_is_accepted()
    {
        await using var world = await SslWorld.StartAsync();
        var id = world.Issue("strong.example.com");
        await RefusedAsync(world, Request("a91hoLqi", Csr(RSA.Create(1024), "www.example.com"), force: true));
        var csr = Csr(ECDsa.Create(ECCurve.NamedCurves.nistP384), "strong.example.com");
        var stronger = await new SslReissuer(world.Client).PreflightAsync(Request(id, csr), SslWorld.Stop);
        Assert.Null(stronger.Existing);
    }

    [Fact]
    public async Task A_matching_request_implies_the_upload_type()
    {
        await using var world = await SslWorld.StartAsync();
        var request = Request(Paid, Csr(TestInputs.Rsa, "www.example.com", "api.example.com"));
        Assert.Null(request.CsrType);
        var reissuer = new SslReissuer(world.Client);
        var made = await reissuer.RunAsync(request, await reissuer.PreflightAsync(request, SslWorld.Stop), SslWorld.Stop);
        Assert.Equal("upload", world.Emulator.World.FindSslCertificate(made.CertificateId)!.CsrType);
    }

    [Fact]
    public async Task The_reissue_of_a_free_certificate_is_not_reissued_even_with_force()
    {
        await using var world = await SslWorld.StartAsync();
        var reissuer = new SslReissuer(world.Client);
        var first = await reissuer.RunAsync(
            Request(Free, force: true), await reissuer.PreflightAsync(Request(Free, force: true), SslWorld.Stop), SslWorld.Stop);
        world.Emulator.World.PublishValidation(first.CertificateId);
        await new SslIssuance(world.Client).WaitAsync(first.CertificateId, TimeSpan.FromHours(1), cancellationToken: SslWorld.Stop);
        var failure = await Assert.ThrowsAsync<TencentCertException>(
            () => reissuer.PreflightAsync(Request(first.CertificateId, force: true), SslWorld.Stop));
        Assert.Contains(Free, failure.Message, StringComparison.Ordinal);
        Assert.Equal(1, world.Emulator.Requests.Count("ReplaceCertificate"));
    }

    [Fact]
    public async Task A_certificate_renewed_by_hosting_returns_the_renewal()
    {
        await using var world = await SslWorld.StartAsync();
        var renewal = world.Issue("www.example.com");
        var old = world.Emulator.World.FindSslCertificate(Paid)!;
        (old.IsHosted, old.HostingRenewalId) = (true, renewal);
        var preflight = await new SslReissuer(world.Client).PreflightAsync(Request(Paid), SslWorld.Stop);
        Assert.Equal(renewal, preflight.Existing?.CertificateId);
    }

    [Fact]
    public async Task An_expired_certificate_is_refused_with_the_remedy()
    {
        await using var world = await SslWorld.StartAsync();
        var reissuer = new SslReissuer(world.Client);
        var request = Request("g27ruSwq");
        var preflight = await reissuer.PreflightAsync(request, SslWorld.Stop);
        var failure = await Assert.ThrowsAsync<TencentCertException>(() => reissuer.RunAsync(request, preflight, SslWorld.Stop));
        Assert.Contains("old.example.com", failure.Message, StringComparison.Ordinal);
        Assert.Equal(0, world.Emulator.Requests.Count("ReplaceCertificate"));
    }

    private static async Task RefusedAsync(SslWorld world, SslReissueRequest request)
    {
        var failure =
            await Assert.ThrowsAsync<TencentCertException>(() => new SslReissuer(world.Client).PreflightAsync(request, SslWorld.Stop));
        Assert.Equal(ErrorCodes.InvalidParameter, failure.Code);
        Assert.Equal(0, world.Emulator.Requests.Count("ReplaceCertificate"));
    }

    private static SslReissueRequest Request(
        string id, string? csr = null, (string Algorithm, string? Parameter)? online = null, bool force = false) => new()
    {
        CertificateId = id,
        ValidType = SslValidType.DNS,
        CsrType = online is null ? null : SslCsrType.Online,
        KeyAlgorithm = online?.Algorithm,
        KeyParameter = online?.Parameter,
        CsrContent = csr,
        Force = force,
    };

    private static string Csr(AsymmetricAlgorithm key, params string[] names)
    {
        var subject = "CN=" + names[0];
        var request = key is RSA rsa
            ? new CertificateRequest(subject, rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            : new CertificateRequest(subject, (ECDsa)key, HashAlgorithmName.SHA256);
        var alternative = new SubjectAlternativeNameBuilder();
        Array.ForEach(names, alternative.AddDnsName);
        request.CertificateExtensions.Add(alternative.Build());
        return request.CreateSigningRequestPem();
    }
}
