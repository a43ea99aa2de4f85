using System.Text.Json;
using TencentCert.Core.Client;
using TencentCert.Core.Errors;
using TencentCert.Core.Ssl;
using TencentCert.Core.Tests.Client;

namespace TencentCert.Core.Tests.Ssl;

/// <summary>Each way to find a reissued certificate, with a service that supports only that way.</summary>
public sealed class SslReissuerTests
{
    private const string Old = "a91hoLqi";
    private const string New = "a91hoLqo";
    private const string Newest = "b91hoLqp";

    private static readonly SslReissueRequest Request = new() { CertificateId = Old, ValidType = SslValidType.DNS_AUTO };

    private readonly Dictionary<string, Fields> _certificates = new() { [Old] = new(Old, "2026-01-01 00:00:00") };
    private readonly ManualClock _clock = new() { PassesUpTo = TimeSpan.FromSeconds(20) };
    private readonly List<string> _listed = [];
    private int _sent;

    private Func<string>? OnReplace { get; set; }

    [Fact]
    public async Task The_response_names_the_new_certificate()
    {
        OnReplace = () => Made(New);
        var reissue = await RunAsync();
        Assert.Equal((New, Old, false, "r"), (reissue.CertificateId, reissue.OldCertificateId, reissue.Recovered, reissue.RequestId));
    }

    [Theory]
    [InlineData("for")]
    [InlineData("by")]
    public async Task A_lost_response_is_recovered_by_the_link_of_the_old_certificate(string field)
    {
        OnReplace = Lose(() => Link(field));
        var reissue = await RunAsync();
        Assert.Equal((New, true, 1), (reissue.CertificateId, reissue.Recovered, _sent));
    }

    [Fact]
    public async Task A_lost_response_is_recovered_by_the_certificate_list()
    {
        OnReplace = Lose(() =>
        {
            _certificates[New] = new Fields(New, Now, ReplacedBy: Old);
            _listed.Add(New);
        });
        var reissue = await RunAsync();
        Assert.Equal((New, true, 1), (reissue.CertificateId, reissue.Recovered, _sent));
    }

    [Fact]
    public async Task A_response_without_the_id_is_recovered_by_a_read()
    {
        OnReplace = () =>
        {
            Link("for");
            return """{"Response":{"CertificateId":null,"RequestId":"r"}}""";
        };
        Assert.Equal(New, (await RunAsync()).CertificateId);
        Assert.Equal(1, _sent);
    }

    [Fact]
    public async Task An_already_replaced_error_is_recovered_by_a_read()
    {
        OnReplace = () =>
        {
            Link("for");
            return """{"Response":{"Error":{"Code":"FailedOperation.OrderAlreadyReplaced","Message":"m"},"RequestId":"r"}}""";
        };
        Assert.Equal((New, true), ((await RunAsync()).CertificateId, true));
    }

    [Fact]
    public async Task An_already_replaced_error_without_a_new_certificate_is_reported()
    {
        OnReplace = () => """{"Response":{"Error":{"Code":"FailedOperation.OrderAlreadyReplaced","Message":"m"},"RequestId":"r"}}""";
        var error = await Assert.ThrowsAsync<TencentCertException>(() => RunAsync());
        Assert.Equal("FailedOperation.OrderAlreadyReplaced", error.Code);
    }

    [Fact]
    public async Task A_lost_response_without_a_found_certificate_has_an_unknown_outcome()
    {
        OnReplace = Lose(() => { });
        var error = await Assert.ThrowsAsync<TencentCertException>(() => RunAsync());
        Assert.Equal(ErrorCodes.OutcomeUnknown, error.Code);
        Assert.True(error.MayHaveTakenEffect);
        Assert.Contains("Get-SslCertificate -SearchKey", error.Message, StringComparison.Ordinal);
        Assert.Equal(1, _sent);
    }

    [Fact]
    public async Task The_newest_certificate_of_a_reissue_chain_is_returned()
    {
        _certificates[Old] = _certificates[Old] with { ReplacedFor = New };
        _certificates[New] = new Fields(New, "2026-02-01 00:00:00", ReplacedBy: Old, ReplacedFor: Newest);
        _certificates[Newest] = new Fields(Newest, "2026-03-01 00:00:00", ReplacedBy: New);
        Assert.Equal((Newest, true), ((await RunAsync()).CertificateId, true));
        Assert.Equal(0, _sent);
    }

    [Fact]
    public async Task A_revoked_or_deleted_successor_is_ignored()
    {
        _certificates[Old] = _certificates[Old] with { ReplacedFor = New, ReplacedBy = "gone1234" };
        _certificates[New] = new Fields(New, "2026-02-01 00:00:00", ReplacedBy: Old, Status: 10);
        OnReplace = () => Made(Newest);
        Assert.Equal(Newest, (await RunAsync()).CertificateId);
    }

    [Fact]
    public async Task The_last_reissue_of_an_order_is_reissued_only_with_force()
    {
        _certificates["x91hoLqx"] = new Fields("x91hoLqx", "2025-12-01 00:00:00", ReplacedFor: Old);
        _certificates[Old] = _certificates[Old] with { ReplacedBy = "x91hoLqx" };
        OnReplace = () => Made(New);
        var error = await Assert.ThrowsAsync<TencentCertException>(() => RunAsync());
        Assert.Contains("Submit-SslCertificateOrder", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, _sent);
        Assert.Equal(New, (await RunAsync(Forced)).CertificateId);
    }

    [Fact]
    public async Task A_recent_reissue_is_returned_and_is_reissued_only_with_force()
    {
        _certificates["x91hoLqx"] = new Fields("x91hoLqx", "2025-12-01 00:00:00", ReplacedFor: Old);
        _certificates[Old] = _certificates[Old] with { ReplacedBy = "x91hoLqx", EndsIn = 184 };
        OnReplace = () => Made(New);
        var reissue = await RunAsync();
        Assert.Equal((Old, "x91hoLqx", true, 0), (reissue.CertificateId, reissue.OldCertificateId, reissue.Recovered, _sent));
        Assert.Equal(New, (await RunAsync(Forced)).CertificateId);
    }

    [Fact]
    public async Task A_free_certificate_near_its_expiry_is_refused_with_the_renewal_command()
    {
        _certificates[Old] = _certificates[Old] with { PackageType = "83" };
        var error = await Assert.ThrowsAsync<TencentCertException>(() => RunAsync());
        Assert.Contains(
            "Request-SslCertificate www.example.com DNS_AUTO -RenewCertificate " + Old, error.Message, StringComparison.Ordinal);
        Assert.Equal(0, _sent);
    }

    [Theory]
    [InlineData("for")]
    [InlineData("by")]
    public async Task A_linked_certificate_without_dates_prevents_a_second_request(string field)
    {
        Link(field);
        _certificates[Old] = _certificates[Old] with { InsertTime = null, EndsIn = 184 };
        _certificates[New] = _certificates[New] with { InsertTime = null };
        Assert.True((await RunAsync()).Recovered);
        Assert.Equal(0, _sent);
    }

    private static SslReissueRequest Forced { get; } = new() { CertificateId = Old, ValidType = SslValidType.DNS_AUTO, Force = true };

    private static string Now => SslTime.Format(DateTimeOffset.UtcNow);

    private static string Made(string id) => $$$"""{"Response":{"CertificateId":"{{{id}}}","RequestId":"r"}}""";

    private void Link(string field)
    {
        _certificates[New] = new Fields(New, Now);
        _certificates[Old] = field == "for" ? _certificates[Old] with { ReplacedFor = New } : _certificates[Old] with { ReplacedBy = New };
    }

    private static Func<string> Lose(Action work) => () =>
    {
        work();
        return "";
    };

    private async Task<SslCertificateReissue> RunAsync(SslReissueRequest? request = null)
    {
        await using var server = ScriptedServer.Start(AnswerAsync);
        var options = new ConnectionOptions { Endpoint = server.Endpoint, RequestsPerSecond = 1000, Clock = _clock };
        var reissues = new SslReissuer(new ApiClient(TencentCertConnection.Create("AKIDexample0000000000", "key", options)));
        var stop = TestContext.Current.CancellationToken;
        return await reissues.RunAsync(request ?? Request, await reissues.PreflightAsync(request ?? Request, stop), stop);
    }

    private Task<bool> AnswerAsync(ReceivedRequest request, Stream connection, CancellationToken cancellationToken)
    {
        var body = request.Header("X-TC-Action") switch
        {
            "ReplaceCertificate" => Replace(),
            "DescribeCertificates" =>
                JsonSerializer.Serialize(
                    new { Response = new { TotalCount = _listed.Count,
                        Certificates = _listed.Select(id => _certificates[id].Wire(_clock.GetUtcNow())), RequestId = "r" } }),
            _ => Describe(JsonDocument.Parse(request.Body).RootElement.GetProperty("CertificateId").GetString()!),
        };
        return (body.Length == 0 ? Replies.Close : Replies.Body(body))(request, connection, cancellationToken);
    }

    private string Replace()
    {
        _sent++;
        return OnReplace!();
    }

    private string Describe(string id) => _certificates.TryGetValue(id, out var fields)
        ? JsonSerializer.Serialize(new { Response = fields.Wire(_clock.GetUtcNow()) })
        : """{"Response":{"Error":{"Code":"FailedOperation.CertificateNotFound","Message":"m"},"RequestId":"r"}}""";

    private sealed record Fields(
        string Id, string? InsertTime, string? ReplacedFor = null, string? ReplacedBy = null, int Status = 1, int EndsIn = 19,
        string PackageType = "38")
    {
        public object Wire(DateTimeOffset now) => new
        {
            CertificateId = Id,
            Domain = "www.example.com",
            Status,
            InsertTime,
            PackageType,
            CertEndTime = SslTime.Format(now.AddDays(EndsIn)),
            CertificateExtra = new { ReplacedFor, ReplacedBy },
            RequestId = "r",
        };
    }
}
