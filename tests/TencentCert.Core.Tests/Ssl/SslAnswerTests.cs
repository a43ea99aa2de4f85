using TencentCert.Core.Api;
using TencentCert.Core.Pem;
using TencentCert.Core.Ssl;
using TencentCert.Core.Tests.Api;

namespace TencentCert.Core.Tests.Ssl;

/// <summary>Whatever the service answers, a call ends in a result or in an error of this library's own.</summary>
public sealed class SslAnswerTests
{
    private const string Id = "odd00001";

    private static readonly Dictionary<string, Func<ApiClient, CancellationToken, Task>> Calls = new(StringComparer.Ordinal)
    {
        ["list"] = (client, token) => AllAsync(new SslCertificates(client).ListAsync(cancellationToken: token)),
        ["describe"] = (client, token) => new SslCertificates(client).GetAsync(Id, token),
        ["detail"] = (client, token) => new SslCertificates(client).GetDetailAsync(Id, includePrivateKey: true, cancellationToken: token),
        ["issuance"] = (client, token) => new SslIssuance(client).WaitAsync(Id, TimeSpan.FromMinutes(5), cancellationToken: token),
        ["order"] = async (client, token) =>
        {
            var orders = new SslOrders(client);
            var request = new SslOrderRequest { Domain = "odd.example.com", ValidType = SslValidType.DNS };
            await orders.RunAsync(request, await orders.PreflightAsync(request, token), token);
        },
        ["reissue"] = async (client, token) =>
        {
            var reissues = new SslReissues(client);
            var request = new SslReissueRequest { CertificateId = Id, ValidType = SslValidType.DNS };
            await reissues.RunAsync(request, new SslReissuePreflight(Issued(), null), token);
        },
        ["records"] = (client, token) => new SslValidations(client).GetAsync(Id, TimeSpan.FromMinutes(1), token),
        ["check"] = (client, token) => new SslValidations(client).TestAsync(Id, token),
        ["complete"] = (client, token) => new SslValidations(client).CompleteAsync(Issued(SslCertificateStatus.Reviewing), token),
        ["cancel"] = (client, token) => new SslOrderChanges(client).CancelAsync(Issued(SslCertificateStatus.Reviewing), token),
        ["review"] = (client, token) => new SslOrderChanges(client).CancelReviewAsync(Issued(SslCertificateStatus.Reviewing), token),
        ["revoke"] = (client, token) => new SslOrderChanges(client).RevokeAsync(Issued(), cancellationToken: token),
        ["inform"] = (client, token) => new SslSubmissions(client).InformAsync(
            Issued(SslCertificateStatus.InformationPending),
            SslSubmissions.Information(Id, new Dictionary<string, object?> { ["GenCsrType"] = "online", ["CertCommonName"] = "odd.example.com", ["CompanyType"] = 1, ["CompanyId"] = "0" }),
            token),
        ["submit"] = (client, token) => new SslSubmissions(client).SubmitAsync(Issued(SslCertificateStatus.InformationPending), cancellationToken: token),
        ["download"] = (client, token) => new SslDownloads(client).FetchAsync(Id, cancellationToken: token),
        ["archive"] = (client, token) => new SslDownloads(client).ArchiveAsync(Id, token),
        ["remove one"] = (client, token) => new SslRemovals(client).RemoveAsync([Issued()], evenBound: false, TimeSpan.FromMinutes(5), cancellationToken: token),
        ["remove two"] = (client, token) => new SslRemovals(client).RemoveAsync([Issued(), Issued(id: "odd00002")], evenBound: false, TimeSpan.FromMinutes(5), cancellationToken: token),
        ["rename"] = (client, token) => new SslEdits(client).RenameAsync(Id, "alias", token),
        ["move"] = (client, token) => new SslEdits(client).MoveAsync([Id], 1, token),
        ["notify"] = (client, token) => new SslEdits(client).NotifyAsync([Id], notify: true, token),
        ["log"] = (client, token) => AllAsync(new SslLogs(client).ReadAsync(cancellationToken: token)),
        ["bindings"] = (client, token) => new SslBindings(client).FindAsync(Id, null, TimeSpan.FromMinutes(5), token),
        ["bindings, read"] = (client, token) => AllAsync(new SslBindings(client).ReadAsync(new SslBindingSearch(Id, "task"), cancellationToken: token)),
        ["predecessor"] = (client, token) => new SslUpdates(client).PredecessorAsync(Id, token),
        ["update"] = (client, token) => new SslUpdates(client).RunAsync(
            new SslUpdatePreflight(
                new SslUpdateRequest { CertificateId = Id, OldCertificateId = "odd00002" }, [new SslBindingCount("clb", "ap-guangzhou", 1, null)], []),
            TimeSpan.FromMinutes(5),
            cancellationToken: token),
        ["publish"] = (client, token) => new SslDeployments(client).PublishAsync(
            new SslPublishRequest { CertificateId = Id, ResourceType = SslResourceType.Of("cdn"), Instances = ["odd.example.com|on"] }, token),
        ["deployment, deploy"] = (client, token) => new SslDeployments(client).WaitAsync(SslDeploymentKind.Deploy, 7, TimeSpan.FromMinutes(5), cancellationToken: token),
        ["deployment, update"] = (client, token) => new SslDeployments(client).WaitAsync(SslDeploymentKind.Update, 7, TimeSpan.FromMinutes(5), cancellationToken: token),
        ["deployments, deploy"] = (client, token) => AllAsync(new SslDeployments(client).ListAsync(SslDeploymentKind.Deploy, Id, cancellationToken: token)),
        ["deployments, update"] = (client, token) => AllAsync(new SslDeployments(client).ListAsync(SslDeploymentKind.Update, null, cancellationToken: token)),
        ["retry, deploy"] = (client, token) => new SslDeployments(client).RetryAsync(Deployment(SslDeploymentKind.Deploy), cancellationToken: token),
        ["retry, update"] = (client, token) => new SslDeployments(client).RetryAsync(Deployment(SslDeploymentKind.Update), cancellationToken: token),
        ["rollback, deploy"] = (client, token) => new SslDeployments(client).RollbackAsync(Deployment(SslDeploymentKind.Deploy), token),
        ["rollback, update"] = (client, token) => new SslDeployments(client).RollbackAsync(Deployment(SslDeploymentKind.Update), token),
    };

    public static TheoryData<string, Oddity> Cases
    {
        get
        {
            var rows = new TheoryData<string, Oddity>();
            foreach (var call in Calls.Keys)
            {
                foreach (var oddity in Enum.GetValues<Oddity>())
                {
                    rows.Add(call, oddity);
                }
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_call_ends_in_a_result_or_an_error_of_our_own(string call, Oddity oddity)
    {
        await using var server = ScriptedServer.Start(OddAnswers.Of(oddity));
        var client = new WiredClient(server);
        try
        {
            await Eventually.EndsAsync(Calls[call](client.Api, TestContext.Current.CancellationToken));
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
    public void A_deployment_is_judged_by_totals_and_items(
        long total, long succeeded, long failed, long running, long pending, string items, SslDeploymentState expected) =>
        Assert.Equal(expected, SslDeploymentReader.Judge(
            SslDeploymentTotals.Of(total, succeeded, failed, running, pending),
            [.. items.Select((status, index) => new SslDeploymentItem { ItemId = index, Status = (SslDeploymentItemStatus)(status - '0') })]));

    [Theory]
    [InlineData("clb", "lb-1|lbl-1", true)]
    [InlineData("clb", "lb-1|lbl-1|www.example.com", true)]
    [InlineData("clb", "lb-1", false)]
    [InlineData("cdn", "www.example.com|on", true)]
    [InlineData("cdn", "www.example.com", false)]
    [InlineData("cdn", "www.example.com|yes", false)]
    [InlineData("ddos", "bgpip-1||443", false)]
    [InlineData("tomorrow", "whatever", true)]
    public void An_instance_has_the_form_of_its_kind(string type, string instance, bool isGood)
    {
        var failure = Record.Exception(() => SslInstanceName.Check(type, instance));
        Assert.Equal(isGood, failure is null);
    }

    private static SslCertificate Issued(SslCertificateStatus status = SslCertificateStatus.Issued, string id = Id) =>
        new() { CertificateId = id, Domain = "odd.example.com", Status = status };

    private static SslDeployment Deployment(SslDeploymentKind kind) => new()
    {
        Kind = kind,
        DeployRecordId = 7,
        CertificateId = Id,
        Item = [new SslDeploymentItem { ItemId = 1, Status = SslDeploymentItemStatus.Failed }],
    };

    private static async Task AllAsync<T>(IAsyncEnumerable<T> items)
    {
        await foreach (var item in items)
        {
            Assert.NotNull(item);
        }
    }
}
