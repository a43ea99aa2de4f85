using System.Text.Json.Nodes;
using TencentCert.Core.Ssl;
using TencentCert.Core.Tests.Client;

namespace TencentCert.Core.Tests.Ssl;

/// <summary>Task results with pages shorter than requested: all items are read, and missing items are reported.</summary>
public sealed class SslCappedPageTests
{
    private const string Id = "a1b2c3d4";

    [Theory]
    [InlineData(40, 130)]
    [InlineData(100, 130)]
    [InlineData(1, 3)]
    public async Task Every_resource_of_a_search_is_read(int cap, int count)
    {
        await using var server = ScriptedServer.Start(Answer(offset => new JsonObject
        {
            ["Status"] = 1,
            ["CDN"] = new JsonArray(new JsonObject
            {
                ["TotalCount"] = count,
                ["InstanceList"] = Items(
                    offset, cap, count, index => new JsonObject { ["Domain"] = $"w{index}.example.com", ["CertId"] = Id }),
            }),
        }));
        var gaps = new List<SslBindingGap>();
        var found = await ReadAsync(server, gaps);
        Assert.Equal(count, found.Count);
        Assert.Empty(gaps);
    }

    [Fact]
    public async Task Fewer_resources_than_the_total_are_reported_as_a_gap()
    {
        await using var server = ScriptedServer.Start(Answer(offset => new JsonObject
        {
            ["Status"] = 1,
            ["CDN"] = new JsonArray(new JsonObject
            {
                ["TotalCount"] = 130,
                ["InstanceList"] = Items(offset, 40, 90, index => new JsonObject { ["Domain"] = $"w{index}.example.com", ["CertId"] = Id }),
            }),
        }));
        var gaps = new List<SslBindingGap>();
        Assert.Equal(90, (await ReadAsync(server, gaps)).Count);
        Assert.Contains("130", Assert.Single(gaps).Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(40, 130)]
    [InlineData(1, 3)]
    public async Task Every_item_of_a_deployment_is_read(int cap, int count)
    {
        await using var server = ScriptedServer.Start(Answer(offset => new JsonObject
        {
            ["TotalCount"] = count,
            ["SuccessTotalCount"] = count,
            ["DeployRecordDetailList"] = Items(offset, cap, count, index => new JsonObject
            {
                ["Id"] = index + 1, ["CertId"] = Id, ["Status"] = 1, ["Domains"] = new JsonArray($"w{index}.example.com"),
            }),
        }));
        var deployment = await new SslDeployments(new WiredClient(server).Api).GetAsync(SslDeploymentKind.Deploy, 7, SslWorld.Stop);
        Assert.Equal(count, deployment.Item.Count);
        Assert.Equal(SslDeploymentState.Succeeded, deployment.State);
    }

    private static JsonArray Items(int offset, int cap, int count, Func<int, JsonNode> item) =>
        [.. Enumerable.Range(0, count).Skip(offset).Take(cap).Select(item)];

    private static Reply Answer(Func<int, JsonObject> answer) => (request, connection, cancellationToken) =>
    {
        var offset = JsonNode.Parse(request.Body)!["Offset"]!;
        var response = answer(int.Parse(offset.ToString(), System.Globalization.CultureInfo.InvariantCulture));
        response["RequestId"] = "capped-1";
        return Replies.Body(new JsonObject { ["Response"] = response }.ToJsonString())(request, connection, cancellationToken);
    };

    private static async Task<List<SslCertificateBinding>> ReadAsync(ScriptedServer server, List<SslBindingGap> gaps)
    {
        var found = new List<SslCertificateBinding>();
        await foreach (var one in new SslBindings(new WiredClient(server).Api).ReadAsync(
            new SslBindingSearch(Id, "task"), null, gaps.Add, SslWorld.Stop))
        {
            found.Add(one);
        }

        return found;
    }
}
