using System.Net;
using System.Net.Sockets;
using TencentCert.Core.Client;
using TencentCert.Core.Errors;

namespace TencentCert.Core.Tests.Client;

/// <summary>Each fault for each effect: the requests that reached the server, and the error that the caller receives.</summary>
public sealed class ApiClientFaultTests
{
    private const string Html = "<html><body>Bad gateway</body></html>";

    private static readonly Dictionary<string, Fault> Faults = new()
    {
        ["closed after reading"] = new(Replies.Close, ErrorCodes.AnswerLost, Repeats: true, Ambiguous: true),
        ["reset after reading"] = new(Replies.Reset, ErrorCodes.AnswerLost, Repeats: true, Ambiguous: true),
        ["half an answer"] = new(Replies.Half, ErrorCodes.AnswerLost, Repeats: true, Ambiguous: true),
        ["broken gzip"] = new(Replies.BrokenGzip, ErrorCodes.AnswerLost, Repeats: true, Ambiguous: true),
        ["HTML 200"] = new(Replies.Body(Html), ErrorCodes.UnreadableAnswer, Repeats: true, Ambiguous: true),
        ["empty 200"] = new(Replies.Body(""), ErrorCodes.UnreadableAnswer, Repeats: true, Ambiguous: true),
        ["JSON without Response"] = new(Replies.Body("""{"code":0}"""), ErrorCodes.UnreadableAnswer, Repeats: true, Ambiguous: true),
        ["JSON that is no object"] = new(Replies.Body("[]"), ErrorCodes.UnreadableAnswer, Repeats: true, Ambiguous: true),
        ["null Response"] = new(Replies.Body("""{"Response":null}"""), ErrorCodes.UnreadableAnswer, Repeats: true, Ambiguous: true),
        ["Response without an id"] = new(Replies.Body("""{"Response":{}}"""), ErrorCodes.UnreadableAnswer, Repeats: true, Ambiguous: true),
        ["error that is a text"] = new(
            Replies.Body("""{"Response":{"Error":"InternalError","CertificateId":"a91hoLqi","RequestId":"r"}}"""), ErrorCodes.UnreadableAnswer,
            Repeats: true, Ambiguous: true),
        ["error that is a list"] = new(
            Replies.Body("""{"Response":{"Error":[],"CertificateId":"a91hoLqi","RequestId":"r"}}"""), ErrorCodes.UnreadableAnswer, Repeats: true,
            Ambiguous: true),
        ["error with a blank code"] = new(
            Replies.Body("""{"Response":{"Error":{"Code":" ","Message":""},"RequestId":"r"}}"""), ErrorCodes.UnreadableAnswer, Repeats: true,
            Ambiguous: true),
        ["204 without content"] = new(Replies.Body("", 204), ErrorCodes.HttpStatus, Repeats: false, Ambiguous: true),
        ["206 with part of it"] = new(
            Replies.Body("""{"Response":{"RequestId":"r"}}""", 206), ErrorCodes.HttpStatus, Repeats: false, Ambiguous: true),
        ["redirect"] = new(Replies.Body("", 302, "Location: http://127.0.0.1:1/"), ErrorCodes.HttpStatus, Repeats: false, Ambiguous: true),
        ["408 of a gateway"] = new(Replies.Body("", 408), ErrorCodes.HttpStatus, Repeats: true, Ambiguous: true),
        ["404 of a gateway"] = new(Replies.Body("", 404), ErrorCodes.HttpStatus, Repeats: false, Ambiguous: false),
        ["HTML 502"] = new(Replies.Body(Html, 502), ErrorCodes.HttpStatus, Repeats: true, Ambiguous: true),
        ["empty 504"] = new(Replies.Body("", 504), ErrorCodes.HttpStatus, Repeats: true, Ambiguous: true),
        ["503 without Retry-After"] = new(Replies.Body("", 503), ErrorCodes.HttpStatus, Repeats: true, Ambiguous: true),
        ["403 of a proxy"] = new(Replies.Body(Html, 403), ErrorCodes.HttpStatus, Repeats: false, Ambiguous: false),
        ["InternalError"] = new(Replies.Error("InternalError"), "InternalError", Repeats: true, Ambiguous: true),
        ["InternalError with HTTP 500"] = new(Replies.Error("InternalError", 500), "InternalError", Repeats: true, Ambiguous: true),
        ["ResourceUnavailable"] = new(Replies.Error("ResourceUnavailable"), "ResourceUnavailable", Repeats: true, Ambiguous: false),
        ["UnauthorizedOperation"] = new(Replies.Error("UnauthorizedOperation"), "UnauthorizedOperation", Repeats: false, Ambiguous: false),
        ["refusal with HTTP 400"] = new(Replies.Error("InvalidParameter", 400), "InvalidParameter", Repeats: false, Ambiguous: false),
        ["reason that is not UTF-8"] = new(
            Replies.Body(
                [.. """{"Response":{"Error":{"Code":"ResourceNotFound","Message":"""u8, .. "\""u8, 0xFF, 0xFE, .. "\""u8, .. "}}}"u8]),
            "ResourceNotFound", Repeats: false, Ambiguous: false),
        ["name that is no Unicode"] = new(
            Replies.Body("""{"Response":{"\ud800":1,"CertificateId":"x","RequestId":"r"}}"""), ErrorCodes.UnreadableAnswer, Repeats: true,
                Ambiguous: true),
        ["text that is no Unicode"] = new(
            Replies.Body("""{"Response":{"RequestId":"r","Unknown":"\ud800","\udc00":[]}}"""), ErrorCodes.UnreadableAnswer, Repeats: true,
                Ambiguous: true),
        ["bytes that are no text"] = new(Replies.Body([0xFF, 0xFE, 0x00]), ErrorCodes.UnreadableAnswer, Repeats: true, Ambiguous: true),
        ["gzip of a gigabyte"] = new(Replies.Bomb, ErrorCodes.AnswerLost, Repeats: true, Ambiguous: true),
        ["answer without end"] = new(Replies.Endless, ErrorCodes.AnswerLost, Repeats: true, Ambiguous: true),
        ["more objects than any list"] = new(
            Replies.Body("""{"Response":{"RequestId":"r","Many":[{}""" + string.Concat(Enumerable.Repeat(",{}", 300_000)) + "]}}"),
            ErrorCodes.UnreadableAnswer, Repeats: true, Ambiguous: true),
        ["more values than any list"] = new(
            Replies.Body("""{"Response":{"RequestId":"r","Many":[1""" + string.Concat(Enumerable.Repeat(",1", 500_001)) + "]}}"),
            ErrorCodes.UnreadableAnswer, Repeats: true, Ambiguous: true),
        ["half a surrogate pair"] = new(
            Replies.Body("""{"Response":{"Error":{"Code":"ResourceNotFound","Message":"\ud800"},"RequestId":"\udc00"}}"""),
            "ResourceNotFound", Repeats: false, Ambiguous: false),
    };

    public static MatrixTheoryData<string, ActionEffect> Table => new(Faults.Keys, Enum.GetValues<ActionEffect>());

    [Theory]
    [MemberData(nameof(Table))]
    public async Task A_failed_call_is_repeated_only_where_its_effect_allows(string name, ActionEffect effect)
    {
        var fault = Faults[name];
        await using var server = ScriptedServer.Start(fault.Reply);
        var client = new WiredClient(server);
        var failure = await client.FailAsync(effect);
        var attempts = fault.Repeats && effect != ActionEffect.Once ? 3 : 1;
        Assert.Equal(fault.Code, failure.Code);
        Assert.Equal(attempts, failure.Attempt);
        Assert.Equal(attempts, server.Requests.Count);
        Assert.Equal(attempts, client.Attempts.Count);
        Assert.Equal(fault.Ambiguous && effect != ActionEffect.Read, failure.MayHaveTakenEffect);
        Assert.Equal("gaap:ModifyCertificate", failure.Action);
    }

    [Theory]
    [InlineData(ActionEffect.Read)]
    [InlineData(ActionEffect.Idempotent)]
    [InlineData(ActionEffect.Once)]
    public async Task A_refused_connection_is_retried_for_every_effect(ActionEffect effect)
    {
        // The port is bound and not listening: connections are refused, and no other process can use it.
        using var held = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        held.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var client = new WiredClient("http://" + held.LocalEndPoint);
        var failure = await client.FailAsync(effect);
        Assert.Equal(ErrorCodes.NotSent, failure.Code);
        Assert.Equal(3, failure.Attempt);
        Assert.False(failure.MayHaveTakenEffect);
    }

    // The network decides whether the reset comes before or after the first byte is sent. Both results must be consistent.
    [Fact]
    public async Task A_reset_before_reading_is_reported_consistently_as_lost_or_not_sent()
    {
        await using var server = ScriptedServer.StartResetting(100, Replies.Success);
        var client = new WiredClient(server);
        var failure = await client.FailAsync(ActionEffect.Once);
        var lost = failure.Code == ErrorCodes.AnswerLost;
        Assert.Empty(server.Requests);
        Assert.Equal(lost, failure.MayHaveTakenEffect);
        Assert.Equal(lost ? client.Attempts.Count : 3, failure.Attempt);
        Assert.All(client.Attempts.SkipLast(1), attempt => Assert.Equal(ErrorCodes.NotSent, attempt.Code));
    }

    // HttpClient reports some resets as a plain SocketException. Hundreds of resets include this case many times.
    [Fact]
    public async Task A_reset_at_any_moment_is_reported_with_the_same_codes()
    {
        await using var server = ScriptedServer.StartResetting(int.MaxValue, Replies.Success);
        var client = new WiredClient(server, options => options with { MaximumRetryCount = 0 });
        for (var call = 0; call < 500; call++)
        {
            var failure = await client.FailAsync();
            Assert.Contains(failure.Code, new[] { ErrorCodes.NotSent, ErrorCodes.AnswerLost });
        }

        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task A_repeat_after_a_reset_reaches_the_server_once()
    {
        await using var server = ScriptedServer.StartResetting(2, Replies.Success);
        var answer = await new WiredClient(server).CallAsync(ActionEffect.Idempotent);
        Assert.Equal(3, answer.Attempts);
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task A_redirect_is_not_followed(int status)
    {
        await using var target = ScriptedServer.Start(Replies.Success);
        await using var server = ScriptedServer.Start(Replies.Body("", status, "Location: " + target.Endpoint));
        var failure = await new WiredClient(server).FailAsync(ActionEffect.Read);
        Assert.Equal(ErrorCodes.HttpStatus, failure.Code);
        Assert.Equal((HttpStatusCode)status, failure.HttpStatus);
        Assert.Single(server.Requests);
        Assert.Equal(0, target.Connections);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("chunked")]
    public async Task A_compressed_or_chunked_response_is_read(string form)
    {
        await using var server = ScriptedServer.Start(form == "gzip" ? Replies.Gzip : Replies.Chunked);
        var answer = await new WiredClient(server).CallAsync();
        Assert.Equal(form == "gzip" ? "packed" : "in-pieces", answer.RequestId);
    }

    [Fact]
    public async Task Null_fields_of_the_envelope_are_no_error()
    {
        await using var server = ScriptedServer.Start(Replies.Body("""{"Response":{"Error":null,"RequestId":null,"TaskId":null}}"""));
        var answer = await new WiredClient(server).CallAsync();
        Assert.Equal("", answer.RequestId);
        Assert.Equal(1, answer.Attempts);
    }

    [Fact]
    public async Task The_refusal_of_the_service_is_reported_completely()
    {
        await using var server = ScriptedServer.Start(Replies.Error("InvalidParameter", 400));
        var client = new WiredClient(server);
        var failure = await client.FailAsync();
        Assert.Equal(
            ("InvalidParameter", "the reason", "id-2", HttpStatusCode.BadRequest, 1),
            (failure.Code, failure.Message, failure.RequestId, failure.HttpStatus, failure.Attempt));
        Assert.Equal(("InvalidParameter", "id-2", 1), (client.Attempts[0].Code, client.Attempts[0].RequestId, client.Attempts[0].Attempt));
        Assert.Null(client.Attempts[0].Pause);
    }

    // The first attempt may have been executed, whatever the result of the last one.
    [Theory]
    [InlineData(ActionEffect.Idempotent, true)]
    [InlineData(ActionEffect.Read, false)]
    public async Task A_lost_response_is_still_reported_when_a_later_attempt_is_refused(ActionEffect effect, bool expected)
    {
        await using var server = ScriptedServer.Start(Replies.Close, Replies.Error("ResourceNotFound"));
        var failure = await new WiredClient(server).FailAsync(effect);
        Assert.Equal("ResourceNotFound", failure.Code);
        Assert.Equal(2, failure.Attempt);
        Assert.Equal(expected, failure.MayHaveTakenEffect);
    }

    // "Nothing was sent" is true for the last attempt, but not for the call.
    [Fact]
    public async Task A_call_with_a_lost_response_is_not_reported_as_not_sent()
    {
        // The server stops listening before it closes the first connection.
        ScriptedServer? server = null;
        server = ScriptedServer.Start(async (_, _, _) =>
        {
            await server!.DisposeAsync();
            return false;
        });
        var client = new WiredClient(server, options => options with { MaximumRetryCount = 1000, RetryTimeout = TimeSpan.FromMinutes(5) });
        var failure = await client.FailAsync(ActionEffect.Idempotent);
        Assert.Equal(ErrorCodes.NotSent, client.Attempts[^1].Code);
        Assert.Equal((ErrorCodes.AnswerLost, client.Attempts.Count, true), (failure.Code, failure.Attempt, failure.MayHaveTakenEffect));
        Assert.DoesNotContain("Nothing was sent", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_temporary_fault_is_retried_and_every_attempt_is_reported()
    {
        await using var server = ScriptedServer.Start(Replies.Close, Replies.Body(Html, 502), Replies.Success);
        var client = new WiredClient(server);
        var answer = await client.CallAsync(ActionEffect.Idempotent);
        Assert.Equal((3, "id-1"), (answer.Attempts, answer.RequestId));
        Assert.Equal([ErrorCodes.AnswerLost, ErrorCodes.HttpStatus, null], client.Attempts.Select(attempt => attempt.Code));
        Assert.Equal([1, 2, 3], client.Attempts.Select(attempt => attempt.Attempt));
        Assert.Equal([true, true, false], client.Attempts.Select(attempt => attempt.Pause is not null));
    }

    // The server closes the connection without notice after its first response. HttpClient must not repeat a "once" call automatically.
    [Fact]
    public async Task A_stale_pooled_connection_does_not_duplicate_a_call()
    {
        for (var round = 0; round < 10; round++)
        {
            await using var server = ScriptedServer.Start(Replies.ThenClose(Replies.Success));
            var client = new WiredClient(server);
            await client.CallAsync();
            try
            {
                await client.CallAsync();
            }
            catch (TencentCertException lost)
            {
                Assert.Equal((ErrorCodes.AnswerLost, true), (lost.Code, lost.MayHaveTakenEffect));
            }

            Assert.InRange(server.Requests.Count, 1, 2);
        }
    }

    // The server reads the second request and then closes the connection: the usual case that a client library repeats automatically.
    [Fact]
    public async Task A_pooled_connection_closed_on_the_second_request_does_not_duplicate_it()
    {
        await using var server = ScriptedServer.Start(Replies.Success, Replies.Close, Replies.Success);
        var client = new WiredClient(server);
        await client.CallAsync();
        var failure = await client.FailAsync();
        Assert.Equal((ErrorCodes.AnswerLost, 1, true), (failure.Code, failure.Attempt, failure.MayHaveTakenEffect));
        Assert.Equal(2, server.Requests.Count);
        Assert.Equal(1, server.Connections);
    }

    private sealed record Fault(Reply Reply, string Code, bool Repeats, bool Ambiguous);
}
