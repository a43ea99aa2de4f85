using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using TencentCert.Core.Bindings;
using TencentCert.Core.Certificates;
using TencentCert.Core.Errors;
using TencentCert.Core.Gaap;
using TencentCert.Core.Ssl;
using TencentCert.Emulator.Faults;

namespace TencentCert.Core.Tests.Ssl;

/// <summary>Interrupted or failed runs, and the next run after them.</summary>
public sealed class SslInterruptionTests
{
    private const string Domain = "paid.example.com";
    private static readonly TimeSpan IssueTimeout = TimeSpan.FromMinutes(30);

    [Fact]
    public async Task A_certificate_in_reissue_is_listed_among_expiring_certificates()
    {
        await using var world = await SslWorld.StartAsync();
        var old = world.Issue(Domain);
        var reissue = await ReissueAsync(world, old);

        var ending = await ListAsync(world, new SslCertificateQuery { ExpiringWithin = 3650, SearchKey = Domain });

        Assert.Contains(ending, one => one.CertificateId == old && one.Status == SslCertificateStatus.Reissuing);
        Assert.Equal(reissue.CertificateId, (await ReissueAsync(world, old)).CertificateId);
        Assert.Equal(1, world.Emulator.Requests.Count("ReplaceCertificate"));
    }

    [Theory]
    [InlineData(FaultKind.Refuse)]
    [InlineData(FaultKind.ServerError)]
    [InlineData(FaultKind.InternalError)]
    public async Task A_wait_continues_through_an_outage_after_the_first_successful_read(FaultKind kind)
    {
        await using var world = await SslWorld.StartAsync();
        var reissue = await ReissueAsync(world, world.Issue(Domain));
        world.Emulator.Faults.Add("DescribeCertificate", kind, count: 23, after: 1);

        var issued = await new SslIssuance(world.Client).WaitAsync(reissue.CertificateId, IssueTimeout, cancellationToken: SslWorld.Stop);

        Assert.Equal(SslCertificateStatus.Issued, issued.Status);
        Assert.True(world.Emulator.Requests.Count("DescribeCertificate") > 23);
    }

    [Fact]
    public async Task A_failed_first_read_ends_the_wait()
    {
        await using var world = await SslWorld.StartAsync();
        var reissue = await ReissueAsync(world, world.Issue(Domain));
        world.Emulator.Faults.Add("DescribeCertificate", FaultKind.Refuse, count: 1000);
        var failure = await Assert.ThrowsAsync<TencentCertException>(
            () => new SslIssuance(world.Client).WaitAsync(reissue.CertificateId, IssueTimeout, cancellationToken: SslWorld.Stop));
        Assert.Equal(ErrorCodes.AnswerLost, failure.Code);
    }

    [Fact]
    public async Task A_revoked_certificate_is_not_copied_to_GAAP()
    {
        await using var world = await SslWorld.StartAsync();
        var id = world.Issue(Domain);
        await new SslCanceller(world.Client).RevokeAsync(await world.DescribeAsync(id), cancellationToken: SslWorld.Stop);
        var failure = await Assert.ThrowsAsync<TencentCertException>(
            () => new CertificateImporter(world.Client).FromSslAsync(id, cancellationToken: SslWorld.Stop));
        Assert.Equal(ErrorCodes.FailedState, failure.Code);
        Assert.Equal(0, world.Emulator.Requests.Count("CreateCertificate"));
    }

    [Fact]
    public async Task A_certificate_with_an_own_key_needs_no_key_when_GAAP_has_a_copy()
    {
        await using var world = await SslWorld.StartAsync();
        using var key = RSA.Create(2048);
        var csr = new CertificateRequest("CN=" + Domain, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSigningRequestPem();
        var reissue = await ReissueAsync(world, world.Issue(Domain), SslCsrType.Upload, csr);
        await new SslIssuance(world.Client).WaitAsync(reissue.CertificateId, IssueTimeout, cancellationToken: SslWorld.Stop);
        var importer = new CertificateImporter(world.Client);

        var missing = await Assert.ThrowsAsync<TencentCertException>(
            () => importer.FromSslAsync(reissue.CertificateId, cancellationToken: SslWorld.Stop));
        Assert.Contains("Import-GaapCertificate -KeyPath", missing.Message, StringComparison.Ordinal);
        var carried = await importer.FromSslAsync(
            reissue.CertificateId, PrivateKeyPem.Parse(key.ExportPkcs8PrivateKeyPem()), cancellationToken: SslWorld.Stop);
        var copy = await importer.ImportAsync(carried, SslWorld.Stop);

        Assert.Equal(
            copy.CertificateId, (await importer.FromSslAsync(reissue.CertificateId, cancellationToken: SslWorld.Stop)).Copy?.CertificateId);
    }

    [Fact]
    public async Task A_copy_removed_during_the_search_is_not_reused()
    {
        await using var world = await SslWorld.StartAsync();
        var detail = await new SslCertificateReader(world.Client).GetDetailAsync(world.Issue(Domain), cancellationToken: SslWorld.Stop);
        world.Emulator.Faults.AddError("DescribeCertificateDetail", "FailedOperation.CertificateNotFound");
        Assert.Empty(
            await new SslUploader(world.Client)
                .FindAsync(CertificateChain.FromPem(detail.CertificatePem!), cancellationToken: SslWorld.Stop));
    }

    private static async Task<SslCertificateReissue> ReissueAsync(SslWorld world, string id, SslCsrType? csrType = null, string? csr = null)
    {
        var reissues = new SslReissuer(world.Client);
        var request = new SslReissueRequest { CertificateId = id, ValidType = SslValidType.DNS_AUTO, CsrType = csrType, CsrContent = csr };
        return await reissues.RunAsync(request, await reissues.PreflightAsync(request, SslWorld.Stop), SslWorld.Stop);
    }

    private static async Task<List<SslCertificate>> ListAsync(SslWorld world, SslCertificateQuery query)
    {
        var all = new List<SslCertificate>();
        await foreach (var one in new SslCertificateReader(world.Client).ListAsync(query, SslWorld.Stop))
            all.Add(one);

        return all;
    }
}
