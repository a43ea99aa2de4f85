using TencentCert.Core.Errors;
using TencentCert.Core.Ssl;

using SslCertificate = TencentCert.Core.Ssl.SslCertificate;
using SslProduct = TencentCert.Emulator.Ssl.SslProduct;
using SslStatus = TencentCert.Emulator.Ssl.SslStatus;

namespace TencentCert.Core.Tests.Ssl;

/// <summary>When a request creates an order, and when it returns an existing certificate.</summary>
public sealed class SslOrderPlacerTests : IAsyncDisposable
{
    private const string Domain = "daily.example.org";
    private SslWorld? _world;

    private SslWorld World => _world!;

    private int Sent => World.Emulator.Requests.Count("ApplyCertificate");

    [Fact]
    public async Task A_daily_run_applies_once_per_certificate_lifetime()
    {
        await StartAsync();
        var first = await RequestAsync();
        Assert.Equal((SslChangeState.Changed, false), (first.State, first.Recovered));
        var pending = await RequestAsync();
        Assert.Equal((first.CertificateId, SslChangeState.AlreadyCurrent, true), (pending.CertificateId, pending.State, pending.Recovered));
        await IssueAsync(first);

        var issued = await RequestAsync();
        Assert.Equal(
            (first.CertificateId, SslChangeState.AlreadyCurrent, SslCertificateStatus.Issued),
            (issued.CertificateId, issued.State, issued.Status));
        Assert.NotNull(issued.NotAfter);
        Pass(TimeSpan.FromDays(59));
        Assert.Equal(first.CertificateId, (await RequestAsync()).CertificateId);
        Assert.Equal(1, Sent);

        // A new certificate is due thirty days before the expiry of the first one.
        Pass(TimeSpan.FromDays(2));
        var next = await RequestAsync();
        Assert.NotEqual(first.CertificateId, next.CertificateId);
        await IssueAsync(next);
        Assert.Equal(next.CertificateId, (await RequestAsync()).CertificateId);
        Assert.Equal(2, Sent);
    }

    [Fact]
    public async Task A_certificate_that_expires_soon_is_reported()
    {
        await StartAsync();
        var old = await RequestAsync();
        await IssueAsync(old);
        Pass(TimeSpan.FromDays(70));
        var preflight = await new SslOrderPlacer(World.Client).PreflightAsync(Request(), SslWorld.Stop);
        Assert.Null(preflight.Existing);
        Assert.Equal(old.CertificateId, preflight.EndsSoon?.CertificateId);
    }

    [Fact]
    public async Task A_duplicate_or_another_validation_type_or_a_revocation_causes_a_new_order()
    {
        await StartAsync();
        var first = await RequestAsync();
        await IssueAsync(first);
        var copy = await RequestAsync(new SslOrderRequest { Domain = Domain, ValidType = SslValidType.DNS_AUTO, AllowDuplicate = true });
        await IssueAsync(copy);
        Assert.NotEqual(first.CertificateId, copy.CertificateId);
        var other = await RequestAsync(new SslOrderRequest { Domain = Domain, ValidType = SslValidType.FILE });
        Assert.DoesNotContain(other.CertificateId, new[] { first.CertificateId, copy.CertificateId });
        await IssueAsync(other);
        Array.ForEach([first, copy], one => World.Emulator.World.SetSslStatus(one.CertificateId, SslStatus.Revoked));
        Assert.Equal(SslChangeState.Changed, (await RequestAsync()).State);
    }

    // GAAP shows an international name in punycode, and the SSL service in Unicode. It is the same name and is ordered once.
    [Theory]
    [InlineData("bücher.example.org", "xn--bcher-kva.example.org")]
    [InlineData("xn--bcher-kva.example.org", "bücher.example.org")]
    [InlineData("bücher.example.org", "BÜCHER.example.org")]
    public async Task Unicode_and_punycode_forms_of_a_name_are_one_name(string first, string second)
    {
        await StartAsync();
        var made = await RequestAsync(new SslOrderRequest { Domain = first, ValidType = SslValidType.DNS_AUTO });
        var again = await RequestAsync(new SslOrderRequest { Domain = second, ValidType = SslValidType.DNS_AUTO });
        Assert.Equal((made.CertificateId, SslChangeState.AlreadyCurrent), (again.CertificateId, again.State));
        Assert.Equal(1, Sent);
    }

    [Fact]
    public async Task An_uploaded_certificate_for_the_name_does_not_replace_an_order()
    {
        await StartAsync();
        World.Emulator.World.AddSslCertificate([Domain], SslProduct.Uploaded, ecc: true);
        Assert.Equal(SslChangeState.Changed, (await RequestAsync()).State);
    }

    [Fact]
    public async Task An_order_that_appears_late_is_awaited()
    {
        await StartAsync();
        var order = await RequestAsync();
        World.Emulator.Faults.AddError("DescribeCertificate", "FailedOperation.CertificateNotFound", count: 3);
        Assert.Equal(order.CertificateId, (await WaitAsync(order.CertificateId)).CertificateId);
    }

    [Fact]
    public async Task An_order_that_never_appears_or_disappears_is_reported_as_not_found()
    {
        await StartAsync();
        var before = World.Emulator.World.Clock.GetUtcNow();
        var missing = await Assert.ThrowsAsync<TencentCertException>(() => WaitAsync("nobody01"));
        Assert.True(missing.IsNotFound);
        Assert.InRange(
            World.Emulator.World.Clock.GetUtcNow() - before, SslIssuance.MaxVisibilityDelay,
            SslIssuance.MaxVisibilityDelay + TimeSpan.FromSeconds(2));

        // An order that existed and disappeared does not appear again.
        var order = await RequestAsync();
        World.Emulator.Faults.AddError("DescribeCertificate", "FailedOperation.CertificateNotFound", after: 1);
        Assert.True((await Assert.ThrowsAsync<TencentCertException>(() => WaitAsync(order.CertificateId))).IsNotFound);
    }

    public async ValueTask DisposeAsync()
    {
        if (_world is not null)
            await _world.DisposeAsync();
    }

    private static SslOrderRequest Request() => new() { Domain = Domain, ValidType = SslValidType.DNS_AUTO };

    private async Task StartAsync() => _world = await SslWorld.StartAsync();

    private void Pass(TimeSpan time) => World.Emulator.World.Clock.Advance(time);

    private async Task<SslCertificateOrder> RequestAsync(SslOrderRequest? request = null)
    {
        var orders = new SslOrderPlacer(World.Client);
        request ??= Request();
        return await orders.RunAsync(request, await orders.PreflightAsync(request, SslWorld.Stop), SslWorld.Stop);
    }

    private Task<SslCertificate> WaitAsync(string id) =>
        Eventually.EndsAsync(new SslIssuance(World.Client).WaitAsync(id, TimeSpan.FromMinutes(10), cancellationToken: SslWorld.Stop));

    private Task<SslCertificate> IssueAsync(SslCertificateOrder order) => WaitAsync(order.CertificateId);
}
