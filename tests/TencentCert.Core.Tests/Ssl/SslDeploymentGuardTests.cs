using TencentCert.Core.Errors;
using TencentCert.Core.Ssl;
using TencentCert.Emulator.Ssl;

namespace TencentCert.Core.Tests.Ssl;

/// <summary>Checks before a certificate is deployed to resources, and the handling of refusals by the service.</summary>
public sealed class SslDeploymentGuardTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 28, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("www.example.com", "www.example.com", true)]
    [InlineData("*.example.com", "www.example.com", true)]
    [InlineData("*.example.com", "*.example.com", true)]
    [InlineData("*.example.com", "a.www.example.com", false)]
    [InlineData("www.example.com", "*.example.com", false)]
    [InlineData("static.example.com", "www.example.com", false)]
    public void A_certificate_that_does_not_cover_the_resource_domains_is_refused(string name, string domain, bool isGood)
    {
        var verdict =
            SslDeploymentGuard.Evaluate(Certificate("new", name), [Resource("old", domain)], Present(Certificate("old", domain)), Now);
        Assert.Equal(isGood, verdict.ToException() is null);
        Assert.Equal(isGood ? [] : [domain], verdict.NotCovered);
        if (!isGood)
        {
            Assert.Equal(SslDeploymentGuard.DomainMismatch, verdict.ToException()!.Code);
            Assert.Contains(domain, verdict.ToException()!.Message, StringComparison.Ordinal);
        }
    }

    // A listener may serve names that its certificate never covered. A renewal does not change that.
    [Fact]
    public void A_domain_that_the_old_certificate_does_not_cover_is_a_warning()
    {
        var verdict = SslDeploymentGuard.Evaluate(
            Certificate("new", "www.example.com"), [Resource("old", "www.example.com", "other.example.org")],
            Present(Certificate("old", "www.example.com")), Now);
        Assert.Null(verdict.ToException());
        Assert.Contains("other.example.org", Assert.Single(verdict.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Patterns_and_addresses_are_reported_as_not_compared()
    {
        var verdict = SslDeploymentGuard.Evaluate(
            Certificate("new", "www.example.com"), [Resource("", "~^.*$", "192.0.2.1")], Present(), Now);
        Assert.Null(verdict.ToException());
        Assert.Contains("~^.*$", Assert.Single(verdict.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(30, 100, 50, true)]
    [InlineData(-1, -1, 50, false)]
    [InlineData(-1, 40, 50, false)]
    [InlineData(-1, 50, 50, true)]
    public void Validity_is_checked_and_the_new_certificate_must_not_expire_earlier(int begins, int ends, int oldEnds, bool isGood)
    {
        var certificate = Certificate("new", "www.example.com", begins == 30 ? Now.AddMinutes(5) : Now.AddDays(begins), Now.AddDays(ends));
        var verdict = SslDeploymentGuard.Evaluate(
            certificate, [Resource("old", "www.example.com")], Present(Certificate("old", "www.example.com", ends: Now.AddDays(oldEnds))),
            Now);
        Assert.Equal(isGood, verdict.ToException() is null);
        var early = Certificate("new", "www.example.com", Now.AddDays(1), Now.AddDays(ends));
        Assert.NotNull(SslDeploymentGuard.Evaluate(early, [Resource("old", "www.example.com")], Present(), Now).ToException());
    }

    [Fact]
    public void Another_key_type_is_a_warning()
    {
        var verdict = SslDeploymentGuard.Evaluate(
            Certificate("new", "www.example.com", key: "ECC prime256v1"),
            [Resource("old", "www.example.com")],
            Present(Certificate("old", "www.example.com", key: "RSA 2048")),
            Now);
        Assert.Null(verdict.ToException());
        Assert.Contains("ECC", Assert.Single(verdict.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_update_is_not_sent_unless_forced()
    {
        await using var world = await SslWorld.StartAsync();
        var other = world.Issue("other.example.com");
        var refusal = await Assert.ThrowsAsync<TencentCertException>(() => world.UpdateAsync("c63mqNsk", other));
        Assert.Equal(SslDeploymentGuard.DomainMismatch, refusal.Code);
        Assert.Contains("static.example.com", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(0, world.Emulator.Requests.Count("UpdateCertificateInstance"));

        var updates = new SslUpdates(world.Client);
        var request = new SslUpdateRequest { CertificateId = other, OldCertificateId = "c63mqNsk", Force = true };
        var preflight = await updates.PreflightAsync(request, TimeSpan.FromMinutes(5), cancellationToken: SslWorld.Stop);
        Assert.NotEmpty(preflight.Warnings);
        Assert.Contains("static.example.com", preflight.Summary, StringComparison.Ordinal);
        Assert.Equal(
            SslDeploymentState.Succeeded,
            (await world.EndAsync(await updates.RunAsync(preflight, TimeSpan.FromMinutes(5), cancellationToken: SslWorld.Stop))).State);
    }

    [Theory]
    [InlineData("FailedOperation.CertificateDeployInstanceEmpty")]
    [InlineData("FailedOperation.CertificateNotDeployInstance")]
    public async Task A_nothing_to_deploy_response_is_an_error_while_resources_use_the_old_certificate(string code)
    {
        await using var world = await SslWorld.StartAsync();
        world.Emulator.Faults.AddError("UpdateCertificateInstance", code);
        var refusal =
            await Assert.ThrowsAsync<TencentCertException>(() => world.UpdateAsync("c63mqNsk", world.Issue("static.example.com")));
        Assert.Equal(code, refusal.Code);
        Assert.Contains("1 CDN", refusal.Message, StringComparison.Ordinal);
        Assert.NotNull(refusal.RequestId);
    }

    [Fact]
    public async Task A_nothing_to_deploy_response_is_a_result_when_no_resource_uses_the_old_certificate()
    {
        await using var world = await SslWorld.StartAsync();
        var updates = new SslUpdates(world.Client);
        var certificate = world.Issue("static.example.com");
        var preflight = await updates.PreflightAsync(
            new SslUpdateRequest { CertificateId = certificate, OldCertificateId = "c63mqNsk" }, TimeSpan.FromMinutes(5),
            cancellationToken: SslWorld.Stop);
        world.Emulator.World.Resources.Single(one => one.Domain == "static.example.com").CertificateId = certificate;
        Assert.Equal(
            SslDeploymentState.AlreadyDeployed,
            (await updates.RunAsync(preflight, TimeSpan.FromMinutes(5), cancellationToken: SslWorld.Stop)).State);
    }

    [Fact]
    public async Task An_update_to_another_certificate_in_progress_is_named_in_the_error()
    {
        await using var world = await SslWorld.StartAsync();
        var updates = new SslUpdates(world.Client);
        var one = await LookAsync(updates, world.Issue("static.example.com"));
        var other = await LookAsync(updates, world.Issue("static.example.com"));
        var first = await updates.RunAsync(one, TimeSpan.FromMinutes(5), cancellationToken: SslWorld.Stop);
        Assert.False(first.Recovered);
        var refusal = await Assert.ThrowsAsync<TencentCertException>(
            () => updates.RunAsync(other, TimeSpan.FromMinutes(5), cancellationToken: SslWorld.Stop));
        Assert.Contains($"{first.DeployRecordId}", refusal.Message, StringComparison.Ordinal);
        Assert.Contains($"{first.DeployRecordId}", refusal.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_update_already_in_progress_is_recovered_and_reported()
    {
        await using var world = await SslWorld.StartAsync();
        var updates = new SslUpdates(world.Client);
        var preflight = await LookAsync(updates, world.Issue("static.example.com"));
        var first = await updates.RunAsync(preflight, TimeSpan.FromMinutes(5), cancellationToken: SslWorld.Stop);
        var again = await updates.RunAsync(preflight, TimeSpan.FromMinutes(5), cancellationToken: SslWorld.Stop);
        Assert.Equal((first.DeployRecordId, true), (again.DeployRecordId, again.Recovered));
        Assert.NotNull(again.Note);
    }

    [Fact]
    public async Task One_refused_instance_does_not_block_the_others()
    {
        await using var world = await SslWorld.StartAsync();
        var certificate = world.Issue("*.example.com");
        var cdns = Enumerable.Range(0, 5)
            .Select(number => world.Emulator.World.AddResource(new CloudResource { Type = "cdn", Domain = $"c{number}.example.com" }))
            .ToList();
        var names = cdns.Select(one => one.Name).Append("gone.example.com|on").Append("www.example.org|on").ToArray();
        var publishing = new SslPublishing(world.Client);
        var preflight = await publishing.PreflightAsync(
            new SslPublishRequest { CertificateId = certificate, ResourceType = SslResourceType.Of("cdn"), Instances = names },
            SslWorld.Stop);
        Assert.Equal("www.example.org|on", Assert.Single(preflight.Refused).Instance);

        var result = await publishing.PublishAsync(preflight, SslWorld.Stop);
        Assert.Equal("gone.example.com|on", Assert.Single(result.Refused).Instance);
        Assert.Contains("Domain|on", result.Refused[0].Error.Advice, StringComparison.Ordinal);
        foreach (var made in result.Deployments)
            await world.EndAsync(made);

        Assert.All(cdns, one => Assert.Equal(certificate, one.CertificateId));
    }

    [Fact]
    public async Task A_deployment_to_named_resources_has_resource_type_and_time()
    {
        await using var world = await SslWorld.StartAsync();
        var ended = await world.PublishedAsync(fails: false);
        var described = await new SslDeployments(world.Client)
            .DescribeAsync(SslDeploymentKind.Deploy, ended.DeployRecordId!.Value, SslWorld.Stop);
        Assert.Equal(["cdn"], described.ResourceType);
        Assert.NotNull(described.CreateTime);
        Assert.Equal("cdn", Assert.Single(described.Item).ResourceType);
    }

    [Theory]
    [InlineData(5, SslDeploymentState.Failed)]
    [InlineData(6, SslDeploymentState.AlreadyDeployed)]
    public void Listed_states_after_a_rollback_and_of_nothing_to_deploy_are_final(long status, SslDeploymentState expected) =>
        Assert.Equal(expected, SslDeploymentReader.StateOf(status));

    [Fact]
    public async Task Older_certificates_for_the_same_names_are_found_without_a_predecessor()
    {
        await using var world = await SslWorld.StartAsync();
        var upload = world.Emulator.World.AddSslCertificate(["www.example.com", "api.example.com"], SslProduct.Uploaded).Id;
        var older = await new SslOlderCertificates(world.Client).FindAsync(upload, SslWorld.Stop);
        Assert.Equal(["a91hoLqi"], older.Select(one => one.CertificateId));
        var bound = await new SslBindings(world.Client)
            .FindAllAsync(["a91hoLqi", "b72kpMrj"], ["cdn"], TimeSpan.FromMinutes(5), cancellationToken: SslWorld.Stop);
        Assert.Equal(["a91hoLqi", "b72kpMrj"], bound.Bindings.Select(one => one.CertificateId).Order());
    }

    private static Task<SslUpdatePreflight> LookAsync(SslUpdates updates, string certificate) => updates.PreflightAsync(
        new SslUpdateRequest { CertificateId = certificate, OldCertificateId = "c63mqNsk" }, TimeSpan.FromMinutes(5),
        cancellationToken: SslWorld.Stop);

    private static SslCertificate Certificate(
        string id, string name, DateTimeOffset? begins = null, DateTimeOffset? ends = null, string? key = null) => new()
    {
        CertificateId = id,
        Domain = name,
        Status = SslCertificateStatus.Issued,
        NotBefore = begins ?? Now.AddDays(-10),
        NotAfter = ends ?? Now.AddDays(100),
        EncryptAlgorithm = key,
    };

    private static SslCertificateBinding Resource(string certificate, params string[] domains) =>
        new() { CertificateId = certificate, ResourceType = "cdn", Domain = domains };

    private static Dictionary<string, SslCertificate> Present(params SslCertificate[] certificates) =>
        certificates.ToDictionary(one => one.CertificateId);
}
