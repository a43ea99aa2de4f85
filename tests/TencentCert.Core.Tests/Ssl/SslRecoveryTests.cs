using TencentCert.Core.Certificates;
using TencentCert.Core.Client;
using TencentCert.Core.Errors;
using TencentCert.Core.Ssl;
using TencentCert.Core.Wire;
using TencentCert.Emulator.Faults;

namespace TencentCert.Core.Tests.Ssl;

/// <summary>Recovery of lost calls finds the effect of the sent request. Concurrent equal calls of one process are sent once.</summary>
public sealed class SslRecoveryTests
{
    private const string Domain = "eight.example.org";

    [Fact]
    public async Task Eight_concurrent_orders_for_one_domain_are_sent_once()
    {
        await using var world = await SslWorld.StartAsync();
        var orders = await Task.WhenAll(
            Enumerable.Range(0, 8)
                .Select(_ => OrderAsync(Beside(world), new SslOrderRequest { Domain = Domain, ValidType = SslValidType.DNS })));
        Assert.Equal(1, world.Emulator.Requests.Count("ApplyCertificate"));
        Assert.Single(orders.Select(one => one.CertificateId).Distinct());
        Assert.Single(orders, one => one.State == SslChangeState.Changed);
    }

    [Fact]
    public async Task Eight_orders_with_lost_responses_each_find_their_own_certificate()
    {
        await using var world = await SslWorld.StartAsync();
        world.Emulator.Faults.Add("ApplyCertificate", FaultKind.LoseAnswer, 8);
        var orders = await Eventually.EndsAsync(Task.WhenAll(Enumerable.Range(0, 8).Select(async number =>
        {
            var request =
                new SslOrderRequest { Domain = Domain, ValidType = SslValidType.DNS, Alias = $"alias {number}", AllowDuplicate = true };
            return (Order: await OrderAsync(Beside(world), request), request.Alias);
        })));
        Assert.Equal(8, world.Emulator.Requests.Count("ApplyCertificate"));
        Assert.All(orders, one => Assert.Equal(one.Alias, world.Emulator.World.FindSslCertificate(one.Order.CertificateId)!.Alias));
    }

    [Fact]
    public async Task An_order_of_another_process_with_another_alias_is_not_mistaken_for_the_lost_order()
    {
        await using var world = await SslWorld.StartAsync();
        var order = await LostBesideAsync(world, "ours", "theirs");
        Assert.Equal("ours", world.Emulator.World.FindSslCertificate(order.CertificateId)!.Alias);
    }

    [Fact]
    public async Task Two_candidates_for_the_lost_order_are_both_named_in_the_error()
    {
        await using var world = await SslWorld.StartAsync();
        var failure = await Assert.ThrowsAsync<TencentCertException>(() => LostBesideAsync(world, "same", "same"));
        Assert.Equal(ErrorCodes.OutcomeUnknown, failure.Code);
        Assert.True(failure.MayHaveTakenEffect);
        var made = world.Emulator.World.SslCertificates.Where(one => one.Names.Contains(Domain)).ToList();
        Assert.Equal(2, made.Count);
        Assert.All(made, one => Assert.Contains(one.Id, failure.Message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Eight_concurrent_reissues_of_one_certificate_are_sent_once()
    {
        await using var world = await SslWorld.StartAsync();
        var request = new SslReissueRequest { CertificateId = "a91hoLqi", ValidType = SslValidType.DNS };
        var made = await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            var reissuer = new SslReissuer(Beside(world));
            return await reissuer.RunAsync(request, new SslReissuePreflight(await world.DescribeAsync("a91hoLqi"), null), SslWorld.Stop);
        }));
        Assert.Equal(1, world.Emulator.Requests.Count("ReplaceCertificate"));
        Assert.Single(made.Select(one => one.CertificateId).Distinct());
    }

    [Fact]
    public async Task A_repeated_import_without_read_permission_creates_no_copy()
    {
        await using var world = await SslWorld.StartAsync();
        var bundle = SslAtMostOnceTests.Valid();
        var first = await ImportAsync(world, bundle);
        world.Emulator.Faults.AddError("DescribeCertificateDetail", "AuthFailure.UnauthorizedOperation", count: 100);
        var second = await ImportAsync(world, bundle);
        Assert.Equal((first.CertificateId, SslChangeState.AlreadyCurrent), (second.CertificateId, second.State));
    }

    [Fact]
    public async Task An_import_without_list_permission_continues()
    {
        await using var world = await SslWorld.StartAsync();
        world.Emulator.Faults.AddError("DescribeCertificates", "UnauthorizedOperation", count: 100);
        var bundle = SslAtMostOnceTests.Valid();
        var first = await ImportAsync(world, bundle);
        Assert.Equal((first.CertificateId, SslChangeState.AlreadyCurrent), await ImportAsync(world, bundle) is var again
            ? (again.CertificateId, again.State) : default);
    }

    [Fact]
    public async Task An_import_is_recovered_after_its_last_attempt_was_lost()
    {
        await using var world = await SslWorld.StartAsync();
        var bundle = SslAtMostOnceTests.Valid();
        world.Emulator.Faults.Add("UploadCertificate", FaultKind.ServerErrorAfterWork, 1000);
        var import = await Eventually.EndsAsync(ImportAsync(world, bundle));
        Assert.True(import.Recovered);
        Assert.Equal(
            import.CertificateId,
            Assert.Single(world.Emulator.World.SslCertificates, one => one.IsUploaded && one.Names.Contains(bundle.Chain.Leaf.MainName))
                .Id);
    }

    // The clock of the date is unknown. A date minutes before the call is the effect. A date hours before it is a named candidate.
    [Theory]
    [InlineData(-300)]
    [InlineData(-4)]
    [InlineData(4)]
    [InlineData(300)]
    public async Task A_new_certificate_with_a_shifted_date_is_found_or_named_in_the_error(int minutesEarly)
    {
        await using var world = await SslWorld.StartAsync();
        world.Emulator.World.InsertTimeOffset = TimeSpan.FromMinutes(minutesEarly);
        world.Emulator.Faults.Add("ApplyCertificate", FaultKind.LoseAnswer);
        world.Emulator.Faults.Add("UploadCertificate", FaultKind.LoseAnswer, 1000);
        var bundle = SslAtMostOnceTests.Valid();
        var uploader = new SslUploader(world.Client);

        await CheckAsync(async () => (await OrderAsync(
            world.Client, new SslOrderRequest { Domain = Domain, ValidType = SslValidType.DNS, AllowDuplicate = true })).CertificateId,
            Domain);
        await CheckAsync(async () => (await uploader.ImportAsync(
            bundle, new SslUploadRequest { AllowDuplicate = true }, [], SslWorld.Stop)).CertificateId, bundle.Chain.Leaf.MainName!);

        async Task CheckAsync(Func<Task<string>> make, string name)
        {
            string? id = null;
            var failure = await Record.ExceptionAsync(async () => id = await Eventually.EndsAsync(make()));
            var made = Assert.Single(world.Emulator.World.SslCertificates, one => one.Names.Contains(name)).Id;
            if (minutesEarly < 5)
            {
                Assert.Equal(made, id);
                return;
            }

            var unknown = Assert.IsType<TencentCertException>(failure);
            Assert.Equal((ErrorCodes.OutcomeUnknown, true), (unknown.Code, unknown.MayHaveTakenEffect));
            Assert.Contains(made, unknown.Message, StringComparison.Ordinal);
        }
    }

    private static ApiClient Beside(SslWorld world) => new(TencentCertConnection.Create(
        world.Emulator.SecretId, world.Emulator.SecretKey, world.Client.Connection.Options));

    private static async Task<SslCertificateImport> ImportAsync(SslWorld world, CertificateBundle bundle)
    {
        var uploader = new SslUploader(world.Client);
        return await uploader.ImportAsync(
            bundle, new SslUploadRequest(), await uploader.FindAsync(bundle.Chain, cancellationToken: SslWorld.Stop), SslWorld.Stop);
    }

    private static async Task<SslCertificateOrder> OrderAsync(ApiClient client, SslOrderRequest request)
    {
        var placer = new SslOrderPlacer(client);
        return await placer.RunAsync(request, await placer.PreflightAsync(request, SslWorld.Stop), SslWorld.Stop);
    }

    // Another process, which no lock of this process blocks, orders for the same domain while the response of this call is lost.
    private static Task<SslCertificateOrder> LostBesideAsync(SslWorld world, string alias, string other)
    {
        world.Emulator.Faults.Add("ApplyCertificate", FaultKind.LoseAnswer);
        var wire = new SslOrderRequest { Domain = Domain, ValidType = SslValidType.DNS, Alias = other }.ToWire();
        var ours = new ApiClient(world.Client.Connection, attempt =>
        {
            if (attempt.Action == SslActions.ApplyCertificate.ToString())
                world.Client.SendAsync(SslActions.ApplyCertificate, wire, cancellationToken: SslWorld.Stop).GetAwaiter().GetResult();
        });
        return Eventually.EndsAsync(
            OrderAsync(ours, new SslOrderRequest { Domain = Domain, ValidType = SslValidType.DNS, Alias = alias, AllowDuplicate = true }));
    }
}
