using TencentCert.Core.Bindings;
using TencentCert.Core.Certificates;
using TencentCert.Core.Gaap;
using TencentCert.Core.Tests.Bindings;

namespace TencentCert.Core.Tests.Certificates;

/// <summary>GAAP may return times shifted by a time zone.</summary>
public sealed class ValidityComparisonTests
{
    // Tencent's published response of DescribeCertificateDetail for cert-d5y6ei3b: both times are 8 hours before those of its PEM.
    private static readonly DateTimeOffset PublishedBegin = DateTimeOffset.FromUnixTimeSeconds(1554134400);
    private static readonly DateTimeOffset PublishedEnd = DateTimeOffset.FromUnixTimeSeconds(1585713600);
    private static readonly DateTimeOffset NotBefore = new(2019, 4, 2, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset NotAfter = new(2020, 4, 1, 12, 0, 0, TimeSpan.Zero);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public void The_published_response_matches_its_own_certificate() =>
        Assert.True(ValidityComparison.MayBeSame(PublishedBegin, PublishedEnd, NotBefore, NotAfter));

    [Theory]
    [InlineData(0, 0, true)]
    [InlineData(14 * 60, 14 * 60, true)]
    [InlineData(-14 * 60, -14 * 60, true)]
    [InlineData(0, 1, true)]
    [InlineData(15 * 60, 15 * 60, false)]
    [InlineData(0, 8 * 60, false)]
    [InlineData(-8 * 60, 8 * 60, false)]
    [InlineData(24 * 60, 24 * 60, false)]
    public void Equal_validity_periods_match_when_shifted_by_a_time_zone(int begin, int end, bool expected) =>
        Assert.Equal(expected, ValidityComparison.MayBeSame(NotBefore.AddMinutes(begin), NotAfter.AddMinutes(end), NotBefore, NotAfter));

    [Fact]
    public void An_unknown_time_matches_any_time()
    {
        Assert.True(ValidityComparison.MayBeSame(null, null, NotBefore, NotAfter));
        Assert.True(ValidityComparison.MayBeSame(null, NotAfter.AddHours(8), NotBefore, NotAfter));
        Assert.False(ValidityComparison.MayBeSame(null, NotAfter.AddDays(8), NotBefore, NotAfter));
    }

    [Theory]
    [InlineData(-8)]
    [InlineData(14)]
    public async Task A_copy_is_found_and_reused_when_the_service_shows_shifted_times(int hours)
    {
        await using var world = await BindingWorld.StartAsync(listeners: 1, domains: 2);
        world.Emulator.World.GaapTimeOffset = -TimeSpan.FromHours(hours);
        await world.RotateAsync(Stop);
        var target = await world.TargetAsync();
        var store = new GaapCertificateStore(world.Client);

        var again = await store.ImportAsync(target.Bundle!, cancellationToken: Stop);

        Assert.True(again.Reused);
        Assert.Equal(Assert.Single(world.Copies()), again.CertificateId);
        Assert.Equal((target.Leaf!.NotBefore, target.Leaf.NotAfter), (again.NotBefore, again.NotAfter));
        Assert.Equal(again.CertificateId, Assert.Single(await store.FindCopiesAsync(target.Leaf, Stop)).CertificateId);
        Assert.All(await world.RotateAsync(Stop), binding => Assert.Equal(GaapBindingState.AlreadyCurrent, binding.State));
    }
}
