using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using TencentCert.Core.Certificates;
using TencentCert.Core.Client;
using TencentCert.Core.Errors;
using TencentCert.Core.Ssl;
using TencentCert.Core.Tests.Client;
using TencentCert.Core.Wire;
using TencentCert.Emulator.Faults;
using CloudResource = TencentCert.Emulator.Ssl.CloudResource;
using SslStatus = TencentCert.Emulator.Ssl.SslStatus;

namespace TencentCert.Core.Tests.Ssl;

/// <summary>
/// Each write that must not run twice, with a lost response: it is sent once, and its effect is found.
/// </summary>
public sealed class SslAtMostOnceTests
{
    // Each entry runs its action and returns whether the effect was recovered instead of being in the response.
    private static readonly Dictionary<string, Func<SslWorld, Task<bool>>> Writes = new(StringComparer.Ordinal)
    {
        ["UploadCertificate"] = async world =>
        {
            var bundle = Valid();
            return (await new SslUploader(world.Client)
                .ImportAsync(bundle, new SslUploadRequest { AllowDuplicate = true }, [], SslWorld.Stop)).Recovered;
        },
        ["ApplyCertificate"] = async world =>
        {
            var orders = new SslOrderPlacer(world.Client);
            var request = new SslOrderRequest { Domain = "once.example.org", ValidType = SslValidType.DNS };
            return (await orders.RunAsync(request, await orders.PreflightAsync(request, SslWorld.Stop), SslWorld.Stop)).Recovered;
        },
        ["ReplaceCertificate"] = async world =>
        {
            var reissues = new SslReissuer(world.Client);
            var request = new SslReissueRequest { CertificateId = "a91hoLqi", ValidType = SslValidType.DNS };
            return (await reissues.RunAsync(request, await reissues.PreflightAsync(request, SslWorld.Stop), SslWorld.Stop)).Recovered;
        },
        ["CertificateInfoSubmit"] = async world =>
        {
            var order = await world.DescribeAsync(world.Emulator.World.AddOrder("paid.example.com").Id);
            return (await new SslOrderSubmitter(world.Client)
                .InformAsync(order, SslWorld.Information(order.CertificateId, "paid.example.com"), SslWorld.Stop)).Recovered;
        },
        ["CertificateOrderSubmit"] = async world =>
            (await new SslOrderSubmitter(world.Client)
                .SubmitAsync(await world.InformedOrderAsync("paid.example.com"), SslValidType.DNS, cancellationToken: SslWorld.Stop))
                .Recovered,
        ["ModifyCertificateResubmit"] = async world =>
        {
            var order = (await world.InformedOrderAsync("paid.example.com")).CertificateId;
            world.Emulator.World.SetSslStatus(order, SslStatus.Failed);
            return (await new SslOrderSubmitter(world.Client).ResubmitAsync(await world.DescribeAsync(order), SslWorld.Stop)).Recovered;
        },
        ["UploadConfirmLetter"] = world => LetterAsync(world, SslStatus.LetterPending),
        ["UploadRevokeLetter"] = world => LetterAsync(world, SslStatus.RevocationLetterPending),
        ["CancelCertificateOrder"] = async world =>
            (await new SslCanceller(world.Client)
                .CancelAsync(await world.DescribeAsync(world.Emulator.World.AddOrder("paid.example.com").Id), SslWorld.Stop)).Recovered,
        ["CancelAuditCertificate"] = async world =>
        {
            var order = await world.InformedOrderAsync("paid.example.com");
            await new SslOrderSubmitter(world.Client).SubmitAsync(order, SslValidType.DNS, cancellationToken: SslWorld.Stop);
            return (await new SslCanceller(world.Client).CancelReviewAsync(await world.DescribeAsync(order.CertificateId), SslWorld.Stop))
                .Recovered;
        },
        ["RevokeCertificate"] = async world =>
            (await new SslCanceller(world.Client)
                .RevokeAsync(await world.DescribeAsync(world.Issue("revoke.example.com")), cancellationToken: SslWorld.Stop)).Recovered,
        ["DeployCertificateInstance"] = async world =>
            (await world.PublishAsync(world.Issue("static.example.com"), "cdn", "static.example.com|on")).Single().Recovered,
        ["DeployCertificateRecordRetry"] = async world =>
            (await new SslDeployments(world.Client).RetryAsync(await world.PublishedAsync(fails: true), cancellationToken: SslWorld.Stop))
                .Recovered,
        ["DeployCertificateRecordRollback"] = async world =>
            (await new SslDeployments(world.Client).RollbackAsync(await world.PublishedAsync(fails: false), SslWorld.Stop)).Recovered,
        ["UpdateCertificateRecordRetry"] = async world =>
            (await new SslDeployments(world.Client).RetryAsync(await world.UpdatedAsync(fails: true), cancellationToken: SslWorld.Stop))
                .Recovered,
        ["UpdateCertificateRecordRollback"] = async world =>
            (await new SslDeployments(world.Client).RollbackAsync(await world.UpdatedAsync(fails: false), SslWorld.Stop)).Recovered,
    };

    public static TheoryData<string> OnceActions => [.. Once()];

    public static TheoryData<string, FaultKind> Cases
    {
        get
        {
            FaultKind[] losses = [FaultKind.LoseAnswer, FaultKind.ServerErrorAfterWork, FaultKind.HtmlAfterWork, FaultKind.TruncatedBody,
                FaultKind.InternalErrorAfterWork];
            var rows = new TheoryData<string, FaultKind>();
            foreach (var action in Once())
                Array.ForEach(losses, loss => rows.Add(action, loss));

            return rows;
        }
    }

    [Fact]
    public void Every_non_idempotent_action_has_a_test() =>
        Assert.Equal(Once().Order(StringComparer.Ordinal), Writes.Keys.Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task The_effect_of_a_lost_response_is_found_and_the_request_is_not_repeated(string action, FaultKind loss)
    {
        Assert.True(Writes.TryGetValue(action, out var write), $"{action} must run once, and no test loses its answer.");
        await using var world = await SslWorld.StartAsync();
        world.Emulator.Faults.Add(action, loss);
        Assert.True(await Eventually.EndsAsync(write(world)), $"{action} was answered.");
        Assert.Equal(1, world.Emulator.Requests.Count(action));
    }

    [Theory]
    [InlineData("UploadCertificate")]
    [InlineData("ApplyCertificate")]
    [InlineData("ReplaceCertificate")]
    [InlineData("DeployCertificateInstance")]
    [InlineData("DeployCertificateRecordRollback")]
    [InlineData("UpdateCertificateRecordRollback")]
    [InlineData("CertificateOrderSubmit")]
    [InlineData("CancelAuditCertificate")]
    public async Task A_malformed_id_in_a_response_is_not_used(string action)
    {
        await using var world = await SslWorld.StartAsync();
        world.Emulator.Faults.Add(action, FaultKind.OddIds);
        Assert.True(await Eventually.EndsAsync(Writes[action](world)), $"{action} took an object for an id.");
        Assert.Equal(1, world.Emulator.Requests.Count(action));
    }

    [Theory]
    [InlineData("a91hoLqi", true)]
    [InlineData("12345678", false)]
    [InlineData("-1234567", false)]
    [InlineData("   ", false)]
    [InlineData("../../ab", false)]
    [InlineData("a91ho\u001bqi", false)]
    [InlineData("a91hoLqi12", true)]
    [InlineData("true", false)]
    [InlineData("cert-12345678", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void A_returned_id_is_checked_for_its_form(string? answered, bool isId) =>
        Assert.Equal(isId ? answered : null, SslCertificateId.FromResponse(answered));

    [Theory]
    [MemberData(nameof(OnceActions))]
    public async Task A_lost_request_without_effect_has_an_unknown_outcome(string action)
    {
        await using var world = await SslWorld.StartAsync();
        world.Emulator.Faults.Add(action, FaultKind.Refuse);
        var failure = await Assert.ThrowsAsync<TencentCertException>(() => Eventually.EndsAsync(Writes[action](world)));
        Assert.Equal(ErrorCodes.OutcomeUnknown, failure.Code);
        Assert.Equal(1, world.Emulator.Requests.Count(action));
    }

    // The effect exists but cannot be read. The result is neither "no effect" nor the error of the read.
    [Theory]
    [InlineData("UnauthorizedOperation")]
    [InlineData("InternalError")]
    public async Task A_failed_check_is_named_in_the_error_and_the_outcome_is_unknown(string code)
    {
        await using var world = await SslWorld.StartAsync();
        var before = await world.DescribeAsync(world.Issue("revoke.example.com"));
        world.Emulator.Faults.Add("RevokeCertificate", FaultKind.LoseAnswer);
        world.Emulator.Faults.AddError("DescribeCertificate", code, count: 1000);
        world.Emulator.Faults.AddError("DescribeCertificateDetail", code, count: 1000);

        var failure = await Assert.ThrowsAsync<TencentCertException>(
            () => Eventually.EndsAsync(new SslCanceller(world.Client).RevokeAsync(before, cancellationToken: SslWorld.Stop)));

        Assert.Equal(ErrorCodes.OutcomeUnknown, failure.Code);
        Assert.Contains($"the check for its effect failed ({code}", failure.Message, StringComparison.Ordinal);
        Assert.Contains(before.CertificateId, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("no effect shows", failure.Message, StringComparison.Ordinal);
        Assert.Equal(1, world.Emulator.Requests.Count("RevokeCertificate"));
    }

    // Deleting may be repeated. A result that is not in the response is read from the service.
    [Fact]
    public async Task A_removal_without_a_result_in_the_response_is_checked_by_a_read()
    {
        var one = new SslCertificate { CertificateId = "a91hoLqi" };
        await using var deleted = ScriptedServer.Start(Replies.Success, Replies.Error("FailedOperation.CertificateNotFound"));
        await using var kept = ScriptedServer.Start(
            Replies.Body("""{"Response":{"RequestId":"r","DeleteResult":{}}}"""),
            Replies.Body("""{"Response":{"RequestId":"r","CertificateId":"a91hoLqi","Status":1}}"""));

        Assert.Equal(SslRemovalState.Removed, await StateAsync(deleted));
        Assert.Equal(SslRemovalState.Failed, await StateAsync(kept));

        async Task<SslRemovalState> StateAsync(ScriptedServer server) => Assert.Single(await Eventually.EndsAsync(
            new SslRemover(new WiredClient(server).Api).RemoveAsync(
                [one], skipResourceCheck: true, TimeSpan.FromMinutes(1), cancellationToken: SslWorld.Stop))).State;
    }

    // The request for a check may be repeated. The service refuses the repetition after the first request has succeeded.
    [Fact]
    public async Task A_validation_completed_by_a_request_with_a_lost_response_is_recovered()
    {
        const string Refusal = "FailedOperation.CertificateStatusNotAllowVerify";
        await using var issued = Server(status: 1);
        await using var reviewing = Server(status: 0);

        Assert.True(await CompleteAsync(issued) is { Recovered: true, Status: SslCertificateStatus.Issued });
        Assert.Equal(Refusal, (await Assert.ThrowsAsync<TencentCertException>(() => CompleteAsync(reviewing))).Code);

        static ScriptedServer Server(int status) => ScriptedServer.Start(
            Replies.Error("InternalError"), Replies.Error(Refusal),
            Replies.Body($$$"""{"Response":{"RequestId":"r","CertificateId":"a91hoLqi","Status":{{{status}}}}}"""));

        static Task<SslOrderChange> CompleteAsync(ScriptedServer server) => Eventually.EndsAsync(
            new SslValidator(new WiredClient(server).Api).CompleteAsync(
                new SslCertificate { CertificateId = "a91hoLqi", Status = SslCertificateStatus.Reviewing }, SslWorld.Stop));
    }

    // The records of all updates are one list. It also contains records that another run creates meanwhile.
    [Fact]
    public async Task An_update_of_another_run_is_not_mistaken_for_the_lost_rollback()
    {
        await using var world = await SslWorld.StartAsync();
        var before = await world.UpdatedAsync(fails: false);
        var old = world.Issue("other.example.org");
        world.Emulator.World.AddResource(new CloudResource { Type = "cdn", Domain = "other.example.org", CertificateId = old });
        world.Emulator.Faults.Add("UpdateCertificateRecordRollback", FaultKind.Refuse);
        var beside = new ApiClient(world.Client.Connection, attempt =>
        {
            if (attempt.Action == SslActions.UpdateCertificateRecordRollback.ToString())
                world.UpdateAsync(old, world.Issue("other.example.org")).GetAwaiter().GetResult();
        });

        var failure = await Assert.ThrowsAsync<TencentCertException>(
            () => Eventually.EndsAsync(new SslDeployments(beside).RollbackAsync(before, SslWorld.Stop)));

        Assert.Equal(ErrorCodes.OutcomeUnknown, failure.Code);
    }

    // A task may exist. The failed check does not show it.
    [Fact]
    public async Task An_update_with_a_lost_response_is_reported_as_lost_when_the_check_fails()
    {
        await using var world = await SslWorld.StartAsync();
        world.Emulator.Faults.Add("UpdateCertificateInstance", FaultKind.LoseAnswer, count: 100);
        world.Emulator.Faults.AddError("DescribeHostUpdateRecord", "UnauthorizedOperation", count: 100, after: 1);

        var failure = await Assert.ThrowsAsync<TencentCertException>(
            () => Eventually.EndsAsync(world.UpdateAsync("c63mqNsk", world.Issue("static.example.com"))));

        Assert.Equal((ErrorCodes.AnswerLost, true), (failure.Code, failure.MayHaveTakenEffect));
    }

    private static async Task<bool> LetterAsync(SslWorld world, SslStatus status)
    {
        var order = world.Emulator.World.AddOrder("letter.example.com").Id;
        world.Emulator.World.SetSslStatus(order, status);
        var letter = new byte[2000];
        "%PDF-1.4"u8.CopyTo(letter);
        return (await new SslLetterSender(world.Client)
            .SendAsync(await world.DescribeAsync(order), letter, "letter.pdf", SslWorld.Stop)).Recovered;
    }

    internal static CertificateBundle Valid()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest("CN=copy.example.com", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(60));
        return CertificateBundle.FromPem(certificate.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem());
    }

    private static IEnumerable<string> Once()
    {
        // The first access fills the table.
        _ = SslActions.DescribeCertificates;
        return SslActions.Table.Actions.Where(action => action.Effect == ActionEffect.Once).Select(action => action.Name)
            .Except(SslExampleTests.Uncalled);
    }
}
