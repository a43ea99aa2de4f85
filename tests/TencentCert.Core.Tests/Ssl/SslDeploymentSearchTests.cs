using TencentCert.Core.Errors;
using TencentCert.Core.Ssl;
using TencentCert.Core.Tests.Client;

namespace TencentCert.Core.Tests.Ssl;

/// <summary>A deployment that is identified by its id only.</summary>
public sealed class SslDeploymentSearchTests
{
    private const string Item = """[{"Id":1,"CertId":"new00001","OldCertId":"old00001","Status":1,"ResourceType":"cdn"}]""";
    private const string Nothing = """{"Response":{"TotalCount":0,"RequestId":"r"}}""";

    private const string Unknown =
        """{"Response":{"Error":{"Code":"FailedOperation.CertificateDeployNotExist","Message":"no"},"RequestId":"r"}}""";

    [Theory]
    [InlineData(Nothing)]
    [InlineData(Unknown)]
    public async Task The_deployment_kind_is_found_by_the_id(string other)
    {
        foreach (var kind in Enum.GetValues<SslDeploymentKind>())
        {
            var found = await FindAsync(action => Detail(action) == kind ? Described(kind) : Detail(action) is null ? Nothing : other);
            Assert.Equal((kind, 5L), (found.Kind, found.DeployRecordId));
        }
    }

    [Fact]
    public async Task An_ambiguous_id_is_an_error_that_names_the_Kind_parameter()
    {
        static string Both(string action) => Detail(action) is { } kind ? Described(kind) : Nothing;
        var problem = await Assert.ThrowsAsync<TencentCertException>(() => FindAsync(Both));
        Assert.Equal(ErrorCodes.InvalidParameter, problem.Code);
        Assert.Contains("Deploy 5", problem.Message, StringComparison.Ordinal);
        Assert.Contains("Update 5", problem.Message, StringComparison.Ordinal);
        Assert.Contains("-Kind", problem.Advice, StringComparison.Ordinal);
        Assert.Equal(SslDeploymentKind.Update, (await FindAsync(Both, SslDeploymentKind.Update)).Kind);
    }

    [Fact]
    public async Task A_deployment_without_resources_is_found_in_the_list()
    {
        var found = await FindAsync(action => action == "DescribeHostUpdateRecord"
            ? """{"Response":{"TotalCount":1,"DeployRecordList":[{"Id":5,"CertId":"new00001","OldCertId":"old00001","Status":0}],"RequestId":"r"}}"""
            : Nothing);
        Assert.Equal((SslDeploymentKind.Update, SslDeploymentState.Pending), (found.Kind, found.State));
    }

    [Fact]
    public async Task An_unknown_id_is_reported_as_not_found() =>
        Assert.Equal(ErrorCodes.NotFound, (await Assert.ThrowsAsync<TencentCertException>(() => FindAsync(_ => Nothing))).Code);

    private static async Task<SslDeployment> FindAsync(Func<string, string> answer, SslDeploymentKind? kind = null)
    {
        await using var server = ScriptedServer.Start((request, connection, cancellationToken) =>
            Replies.Body(answer(request.Header("X-TC-Action")!))(request, connection, cancellationToken));
        return await new SslDeployments(new WiredClient(server).Api).FindAsync(5, kind, TestContext.Current.CancellationToken);
    }

    private static SslDeploymentKind? Detail(string action) => action switch
    {
        "DescribeHostDeployRecordDetail" => SslDeploymentKind.Deploy,
        "DescribeHostUpdateRecordDetail" => SslDeploymentKind.Update,
        _ => null,
    };

    private static string Described(SslDeploymentKind kind) => kind == SslDeploymentKind.Deploy
        ? """{"Response":{"TotalCount":1,"SuccessTotalCount":1,"DeployRecordDetailList":""" + Item + ""","RequestId":"r"}}"""
        : """{"Response":{"TotalCount":1,"RecordDetailList":[{"ResourceType":"cdn","List":""" + Item + """}],"RequestId":"r"}}""";
}
