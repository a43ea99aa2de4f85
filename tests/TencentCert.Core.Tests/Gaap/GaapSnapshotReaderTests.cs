using TencentCert.Core.Errors;
using TencentCert.Core.Gaap;
using TencentCert.Core.Tests.Bindings;


namespace TencentCert.Core.Tests.Gaap;

/// <summary>Reads all of GAAP, or the listeners of a journal.</summary>
[Trait("Culture", "any")]
public sealed class GaapSnapshotReaderTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    // One unreadable listener is reported with its plan. A key that no longer works would be reported for every listener.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_key_refused_during_the_scan_ends_the_scan(bool isOfAll)
    {
        await using var world = await BindingWorld.StartAsync(listeners: 40, domains: 40);
        var reader = new GaapSnapshotReader(world.Client, throttleLimit: 4);
        var listeners = (await reader.ReadAsync(cancellationToken: Stop)).Listeners.Select(scanned => scanned.Listener.ListenerId).ToList();
        world.Emulator.Requests.Clear();
        world.Emulator.Faults.AddError("DescribeRules", "AuthFailure.SecretIdNotFound", count: 1000);

        var failure = await Assert.ThrowsAsync<TencentCertException>(
            () => isOfAll ? reader.ReadAsync(cancellationToken: Stop) : reader.ReadAsync(listeners, Stop));

        Assert.Equal("AuthFailure.SecretIdNotFound", failure.Code);
        Assert.InRange(world.Emulator.Requests.Count("DescribeRules"), 1, 8);
    }
}
