using TencentCert.Core.Gaap;
using TencentCert.Core.Tests.Bindings;
using TencentCert.Emulator.Faults;

namespace TencentCert.Core.Tests.Gaap;

public sealed class GaapCertificateIdTests
{
    /// <summary>Values in place of an id. A number, a boolean or an object is given as its text.</summary>
    [Theory]
    [InlineData("cert-12345678", true)]
    [InlineData("cert-A1b2C3d4e5f6", true)]
    [InlineData("cert-", false)]
    [InlineData("cert", false)]
    [InlineData("CERT-12345678", false)]
    [InlineData("a91hoLqi", false)]
    [InlineData("listener-12345678", false)]
    [InlineData("default", false)]
    [InlineData("true", false)]
    [InlineData("12345678", false)]
    [InlineData("-1", false)]
    [InlineData("{\"Id\":\"cert-12345678\"}", false)]
    [InlineData("[\"cert-12345678\"]", false)]
    [InlineData("cert-../../x", false)]
    [InlineData("cert-1234 5678", false)]
    [InlineData("cert-12345678\n", false)]
    [InlineData("cert-\u001b[31m", false)]
    [InlineData(" cert-12345678", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void A_returned_id_is_checked_for_its_form(string? answered, bool isId) =>
        Assert.Equal(isId, GaapCertificateId.IsWellFormed(answered));

    [Fact]
    public async Task A_malformed_id_in_a_response_is_not_used_for_the_new_certificate()
    {
        await using var world = await BindingWorld.StartAsync(listeners: 1, domains: 2);
        var target = await world.TargetAsync();
        world.Emulator.Faults.Add("CreateCertificate", FaultKind.OddIds);

        var made = await Eventually.EndsAsync(
            new GaapCertificateStore(world.Client).ImportAsync(target.Bundle!, cancellationToken: TestContext.Current.CancellationToken));

        Assert.Equal(Assert.Single(world.Copies()), made.CertificateId);
        Assert.Equal(1, world.Emulator.Requests.Count("CreateCertificate"));
    }
}
