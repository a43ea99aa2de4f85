using TencentCert.Core.Certificates;
using TencentCert.Core.Client;
using TencentCert.Core.Errors;
using TencentCert.Core.Ssl;
using TencentCert.Core.Tests.Client;

namespace TencentCert.Core.Tests.Ssl;

/// <summary>For any response of the service, a call ends in a result or in an error of this library.</summary>
[Trait("Culture", "any")]
public sealed class SslResponseTests
{
    public static TheoryData<string, Oddity> Cases
    {
        get
        {
            var rows = new TheoryData<string, Oddity>();
            foreach (var call in SslCalls.All.Keys)
            {
                foreach (var oddity in Enum.GetValues<Oddity>())
                    rows.Add(call, oddity);
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_call_with_an_odd_response_ends_in_a_result_or_a_library_error(string call, Oddity oddity)
    {
        await using var server = ScriptedServer.Start(UnusualResponses.Of(oddity));
        var client = new WiredClient(server);
        try
        {
            await Eventually.EndsAsync(SslCalls.All[call](client.Api, TestContext.Current.CancellationToken));
        }
        catch (Exception failure) when (failure is TencentCertException or PemException)
        {
            Assert.NotEmpty(failure.Message);
        }
    }

    [Theory]
    [InlineData(3, 3, 0, 0, 0, "", SslDeploymentState.Succeeded)]
    [InlineData(3, 2, 1, 0, 0, "", SslDeploymentState.PartlyFailed)]
    [InlineData(3, 0, 3, 0, 0, "", SslDeploymentState.Failed)]
    [InlineData(3, 1, 0, 2, 0, "", SslDeploymentState.Running)]
    [InlineData(3, 1, 0, 0, 2, "", SslDeploymentState.Running)]
    [InlineData(0, 0, 0, 0, 0, "", SslDeploymentState.Pending)]
    [InlineData(3, 0, 0, 0, 0, "", SslDeploymentState.Pending)]
    [InlineData(0, 0, 0, 0, 0, "11", SslDeploymentState.Succeeded)]
    [InlineData(0, 0, 0, 0, 0, "13", SslDeploymentState.Running)]
    [InlineData(2, 0, 0, 0, 0, "12", SslDeploymentState.PartlyFailed)]
    [InlineData(2, 2, 0, 0, 0, "44", SslDeploymentState.RolledBack)]
    [InlineData(2, 2, 0, 0, 0, "46", SslDeploymentState.RolledBack)]
    [InlineData(2, 2, 0, 0, 0, "45", SslDeploymentState.PartlyFailed)]
    [InlineData(2, 0, 0, 0, 0, "66", SslDeploymentState.AlreadyDeployed)]
    [InlineData(2, 1, 0, 0, 0, "16", SslDeploymentState.Succeeded)]
    [InlineData(5, 0, 0, 0, 0, "11", SslDeploymentState.Running)]
    public void The_state_of_a_deployment_depends_on_totals_and_items(
        long total, long succeeded, long failed, long running, long pending, string items, SslDeploymentState expected) =>
        Assert.Equal(expected, SslDeploymentReader.StateOf(
            SslDeploymentTotals.Of(total, succeeded, failed, running, pending),
            [.. items.Select(
                (status, index) => new SslDeploymentItem { ItemId = index, Status = (SslDeploymentItemStatus)(status - '0') })]));

    // Totals are 0 where they are not available. All pages are still read.
    [Theory]
    [InlineData(SslDeploymentKind.Update)]
    [InlineData(SslDeploymentKind.Deploy)]
    public async Task All_pages_of_a_deployment_are_read_when_totals_are_missing(SslDeploymentKind kind)
    {
        await using var server = ScriptedServer.Start(Page(kind, 0, 100, status: 1), Page(kind, 100, 1, status: 2));
        var deployment = await new SslDeployments(new WiredClient(server).Api).GetAsync(kind, 1, TestContext.Current.CancellationToken);
        Assert.Equal(101, deployment.Item.Count);
        Assert.Equal(SslDeploymentState.PartlyFailed, deployment.State);
    }

    private static Reply Page(SslDeploymentKind kind, int first, int count, int status)
    {
        var items = string.Join(',', Enumerable.Range(first, count).Select(id => $$"""{"Id":{{id + 1}},"Status":{{status}}}"""));
        return Replies.Body(kind == SslDeploymentKind.Update
            ? $$$"""{"Response":{"RecordDetailList":[{"ResourceType":"cdn","List":[{{{items}}}]}],"RequestId":"id"}}"""
            : $$$"""{"Response":{"DeployRecordDetailList":[{{{items}}}],"RequestId":"id"}}""");
    }

    [Theory]
    [InlineData("clb", "lb-1|lbl-1", true)]
    [InlineData("clb", "lb-1|lbl-1|www.example.com", true)]
    [InlineData("clb", "lb-1", false)]
    [InlineData("cdn", "www.example.com|on", true)]
    [InlineData("cdn", "www.example.com", false)]
    [InlineData("cdn", "www.example.com|yes", false)]
    [InlineData("ddos", "bgpip-1||443", false)]
    [InlineData("tomorrow", "whatever", true)]
    public void An_instance_is_checked_for_the_form_of_its_resource_type(string type, string instance, bool isGood)
    {
        var failure = Record.Exception(() => SslResourceType.Of(type).CheckInstance(instance));
        Assert.Equal(isGood, failure is null);
    }
}
