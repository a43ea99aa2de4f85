using System.Text.Json;
using TencentCert.Emulator.Ssl;

namespace TencentCert.Emulator.Tests;

/// <summary>The lists of instances that a certificate can be deployed to.</summary>
public sealed class DeploymentTargetTests
{
    public static TheoryData<string> Kinds => ["ApiGateway", "Cdn", "Clb", "Cos", "Ddos", "Lighthouse", "Live", "Teo", "Tke", "Vod", "Waf"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Each_resource_type_lists_the_instances_that_the_certificate_covers(string kind)
    {
        await using var cloud = await EmulatedCloud.StartAsync();
        Assert.NotEmpty(Instances(await cloud.SslAsync(Action(kind), new { CertificateId = "a91hoLqi" })));
        var others = kind == "Clb" ? 1 : 0;
        Assert.Equal(others, Instances(await cloud.SslAsync(Action(kind), new { CertificateId = "f36qtRvp" })).Count);
    }

    [Fact]
    public async Task The_filter_selects_instances_that_are_not_covered()
    {
        await using var cloud = await EmulatedCloud.StartAsync();
        var filters = new[] { new { FilterKey = "domainMatch", FilterValue = "0" } };
        var found = Instances(await cloud.SslAsync(Action("Cdn"), new { CertificateId = "a91hoLqi", Filters = filters }));
        Assert.Equal(["static.example.com", "eu.shop.example.com"], found.Select(one => one.GetProperty("Domain").GetString()!));
        filters = [new { FilterKey = "other", FilterValue = "0" }];
        Assert.Equal(
            "FailedOperation.InvalidParam",
            await cloud.SslErrorAsync(Action("Cdn"), new { CertificateId = "a91hoLqi", Filters = filters }));
    }

    [Fact]
    public async Task The_list_is_paged_and_filtered_by_the_old_certificate()
    {
        await using var cloud = await EmulatedCloud.StartAsync();
        for (var number = 0; number < 12; number++)
        {
            cloud.World.AddResource(
                new CloudResource { Type = "cdn", Domain = $"n{number}.shop.example.com", CertificateId = number < 5 ? "b72kpMrj" : null });
        }

        var usual = await cloud.SslAsync(Action("Cdn"), new { CertificateId = "b72kpMrj" });
        Assert.Equal((13, 10), (usual.GetProperty("TotalCount").GetInt32(), Instances(usual).Count));
        Assert.Equal(3, Instances(await cloud.SslAsync(Action("Cdn"), new { CertificateId = "b72kpMrj", Offset = 10 })).Count);
        Assert.Equal(
            6, Instances(await cloud.SslAsync(Action("Cdn"), new { CertificateId = "b72kpMrj", OldCertificateId = "b72kpMrj" })).Count);
    }

    [Fact]
    public async Task The_international_site_lists_only_EdgeOne_instances()
    {
        await using var cloud =
            await EmulatedCloud.StartAsync(new EmulatorOptions { Speed = 0, RequestsPerSecond = 0, Site = EmulatorSite.International });
        Assert.NotEmpty(Instances(await cloud.SslAsync(Action("Teo"), new { CertificateId = "a91hoLqi" })));
        Assert.Equal("InvalidAction", await cloud.SslErrorAsync(Action("Clb"), new { CertificateId = "a91hoLqi" }));
    }

    private static string Action(string kind) => $"DescribeHost{kind}InstanceList";

    private static List<JsonElement> Instances(JsonElement answer) => [.. answer.GetProperty("InstanceList").EnumerateArray()];
}
