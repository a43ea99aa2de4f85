using System.Runtime.CompilerServices;
using TencentCert.Core.Certificates;
using TencentCert.Core.Client;
using TencentCert.Core.Ssl;
using TencentCert.Core.Tests.Certificates;

namespace TencentCert.Core.Tests.Ssl;

/// <summary>All calls of the cmdlets to the SSL service.</summary>
internal static class SslCalls
{
    public const string Id = "odd00001";

    public static readonly IReadOnlyDictionary<string, Func<ApiClient, CancellationToken, Task>> All = new Dictionary<string,
        Func<ApiClient, CancellationToken, Task>>(StringComparer.Ordinal)
    {
        ["list"] = (client, token) => AllAsync(new SslCertificateReader(client).ListAsync(cancellationToken: token)),
        ["describe"] = (client, token) => new SslCertificateReader(client).GetAsync(Id, token),
        ["detail"] = (client, token) =>
            new SslCertificateReader(client).GetDetailAsync(Id, includePrivateKey: true, cancellationToken: token),
        ["issuance"] = (client, token) => new SslIssuance(client).WaitAsync(Id, TimeSpan.FromMinutes(5), cancellationToken: token),
        ["order"] = async (client, token) =>
        {
            var orders = new SslOrderPlacer(client);
            var request = new SslOrderRequest { Domain = "odd.example.com", ValidType = SslValidType.DNS };
            await orders.RunAsync(request, await orders.PreflightAsync(request, token), token);
        },
        ["reissue"] = async (client, token) =>
        {
            var reissues = new SslReissuer(client);
            var request = new SslReissueRequest { CertificateId = Id, ValidType = SslValidType.DNS };
            await reissues.RunAsync(request, new SslReissuePreflight(Issued(), null), token);
        },
        ["records"] = (client, token) => new SslValidator(client).GetAsync(Id, TimeSpan.FromMinutes(1), token),
        ["check"] = (client, token) => new SslValidator(client).TestAsync(Id, token),
        ["complete"] = (client, token) => new SslValidator(client).CompleteAsync(Issued(SslCertificateStatus.Reviewing), token),
        ["cancel"] = (client, token) => new SslCanceller(client).CancelAsync(Issued(SslCertificateStatus.Reviewing), token),
        ["review"] = (client, token) => new SslCanceller(client).CancelReviewAsync(Issued(SslCertificateStatus.Reviewing), token),
        ["revoke"] = (client, token) => new SslCanceller(client).RevokeAsync(Issued(), cancellationToken: token),
        ["inform"] = (client, token) => new SslOrderSubmitter(client).InformAsync(
            Issued(SslCertificateStatus.InformationPending),
            SslOrderSubmitter.Information(
                Id, new Dictionary<string, object?> { ["GenCsrType"] = "online", ["CertCommonName"] = "odd.example.com",
                    ["CompanyType"] = 1, ["CompanyId"] = "0" }),
            token),
        ["submit"] = (client, token) =>
            new SslOrderSubmitter(client).SubmitAsync(Issued(SslCertificateStatus.InformationPending), cancellationToken: token),
        ["resubmit"] = (client, token) => new SslOrderSubmitter(client).ResubmitAsync(Issued(SslCertificateStatus.ReviewFailed), token),
        ["letter"] = (client, token) =>
            new SslLetterSender(client).SendAsync(Issued(SslCertificateStatus.ConfirmationLetterPending), Letter(), "letter.pdf", token),
        ["revocation letter"] = (client, token) =>
            new SslLetterSender(client).SendAsync(Issued(SslCertificateStatus.RevocationLetterPending), Letter(), "letter.pdf", token),
        ["packages"] = (client, token) => AllAsync(new SslPackageReader(client).ListAsync(cancellationToken: token)),
        ["managers"] = (client, token) => AllAsync(new SslManagerReader(client).ListAsync(cancellationToken: token)),
        ["download"] = (client, token) => new SslDownloader(client).FetchAsync(Id, cancellationToken: token),
        ["archive"] = (client, token) => new SslDownloader(client).ArchiveAsync(Id, token),
        ["remove one"] = (client, token) =>
            new SslRemover(client).RemoveAsync([Issued()], skipResourceCheck: false, TimeSpan.FromMinutes(5), cancellationToken: token),
        ["remove two"] = (client, token) =>
            new SslRemover(client)
                .RemoveAsync(
                    [Issued(), Issued(id: "odd00002")], skipResourceCheck: false, TimeSpan.FromMinutes(5), cancellationToken: token),
        ["rename"] = (client, token) => new SslEditor(client).RenameAsync(Id, "alias", token),
        ["move"] = (client, token) => new SslEditor(client).MoveAsync([Id], 1, token),
        ["notify"] = (client, token) => new SslEditor(client).NotifyAsync([Id], notify: true, token),
        ["log"] = (client, token) => AllAsync(new SslLogReader(client).ReadAsync(cancellationToken: token)),
        ["bindings"] = (client, token) => new SslBindings(client).FindAsync(Id, null, TimeSpan.FromMinutes(5), token),
        ["bindings, read"] = (client, token) =>
            AllAsync(new SslBindings(client).ReadAsync(new SslBindingSearch(Id, "task"), cancellationToken: token)),
        ["chain"] = (client, token) => SslCertificateChecks.CheckOnlineAsync(
            client, CertificateChain.FromPem(TestInputs.RsaChain),
                SslCertificateChecks.Check(
                    new CertificateBundle(CertificateChain.FromPem(TestInputs.RsaChain), null), client.Clock.GetUtcNow()), token),
        ["upload"] = (client, token) => UploadAsync(client, allowDuplicate: false, token),
        ["upload again"] = (client, token) => UploadAsync(client, allowDuplicate: true, token),
        ["update, look"] = (client, token) => new SslUpdates(client).PreflightAsync(
            new SslUpdateRequest { CertificateId = "odd00002", OldCertificateId = Id, Force = true }, TimeSpan.FromMinutes(5),
                cancellationToken: token),
        ["predecessor"] = (client, token) => new SslUpdates(client).PredecessorAsync(Id, token),
        ["update"] = (client, token) => new SslUpdates(client).RunAsync(
            new SslUpdatePreflight(
                new SslUpdateRequest { CertificateId = Id, OldCertificateId = "odd00002", Force = true },
                [new SslBindingCount("clb", "ap-guangzhou", 1, null)], []),
            TimeSpan.FromMinutes(5),
            cancellationToken: token),
        ["targets"] = (client, token) => AllAsync(TargetsAsync(client, token)),
        ["publish, look"] = (client, token) => new SslPublishing(client).PreflightAsync(Request, token),
        ["publish"] = (client, token) => new SslPublishing(client).PublishAsync(new SslPublishPreflight(Request, [], [], []), token),
        ["deployment, deploy"] = (client, token) =>
            new SslDeployments(client).WaitAsync(SslDeploymentKind.Deploy, 7, TimeSpan.FromMinutes(5), cancellationToken: token),
        ["deployment, update"] = (client, token) =>
            new SslDeployments(client).WaitAsync(SslDeploymentKind.Update, 7, TimeSpan.FromMinutes(5), cancellationToken: token),
        ["deployments, deploy"] = (client, token) =>
            AllAsync(new SslDeployments(client).ListAsync(SslDeploymentKind.Deploy, Id, cancellationToken: token)),
        ["deployments, update"] = (client, token) =>
            AllAsync(new SslDeployments(client).ListAsync(SslDeploymentKind.Update, null, cancellationToken: token)),
        ["retry, deploy"] = (client, token) =>
            new SslDeployments(client).RetryAsync(Deployment(SslDeploymentKind.Deploy), cancellationToken: token),
        ["retry, update"] = (client, token) =>
            new SslDeployments(client).RetryAsync(Deployment(SslDeploymentKind.Update), cancellationToken: token),
        ["rollback, deploy"] = (client, token) => new SslDeployments(client).RollbackAsync(Deployment(SslDeploymentKind.Deploy), token),
        ["rollback, update"] = (client, token) => new SslDeployments(client).RollbackAsync(Deployment(SslDeploymentKind.Update), token),
    };

    private static async IAsyncEnumerable<SslDeploymentTarget> TargetsAsync(
        ApiClient client, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var kind in SslDeploymentTargets.ResourceTypes)
        {
            var query =
                new SslDeploymentTargetQuery { CertificateId = Id, ResourceType = SslResourceType.Of(kind), Region = "ap-guangzhou" };
            await foreach (var target in new SslDeploymentTargets(client).ListAsync(query, cancellationToken))
                yield return target;
        }
    }

    private static SslPublishRequest Request =>
        new() { CertificateId = Id, ResourceType = SslResourceType.Of("cdn"), Instances = ["odd.example.com|on"], Force = true };

    private static byte[] Letter() => [.. "%PDF-1.7"u8, .. new byte[2000]];

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
            Assert.NotNull(item);
    }

    private static async Task UploadAsync(ApiClient client, bool allowDuplicate, CancellationToken cancellationToken)
    {
        var uploads = new SslUploader(client);
        var bundle = CertificateBundle.FromPem(TestInputs.EccLeaf, TestInputs.EccKey);
        await uploads.ImportAsync(
            bundle, new SslUploadRequest { AllowDuplicate = allowDuplicate },
            await uploads.FindAsync(bundle.Chain, cancellationToken: cancellationToken), cancellationToken);
    }
}
