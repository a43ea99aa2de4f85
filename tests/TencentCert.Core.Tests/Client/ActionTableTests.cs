using System.Reflection;
using TencentCert.Core.Client;
using TencentCert.Core.Errors;
using TencentCert.Core.Json;
using TencentCert.Core.Wire;

namespace TencentCert.Core.Tests.Client;

/// <summary>Every action of every table is tested for its effect. A new action is covered when it is declared.</summary>
public sealed class ActionTableTests
{
    private const string Html = "<html>bad gateway</html>";

    private static readonly Dictionary<string, Reply> Losses = new(StringComparer.Ordinal)
    {
        ["closed"] = Replies.Close,
        ["reset"] = Replies.Reset,
        ["half"] = Replies.Half,
        ["502"] = Replies.Body(Html, 502),
        ["html"] = Replies.Body(Html),
        ["internal error"] = Replies.Error("InternalError"),
        ["member name that is no text"] = Replies.Body("""{"Response":{"\ud800":1,"RequestId":"r"}}"""),
    };

    public static TheoryData<string> Actions => [.. All.Keys];

    private static Dictionary<string, (object Action, MethodInfo Send)> All { get; } = typeof(SslActions).Assembly.GetTypes()
        .SelectMany(type => type.GetFields(BindingFlags.Public | BindingFlags.Static))
        .Where(field => field.FieldType is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(ApiAction<,>))
        .ToDictionary(
            field => field.GetValue(null)!.ToString()!,
            field => (field.GetValue(null)!, typeof(ActionTableTests)
                .GetMethod(nameof(SendTypedAsync), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(
                    field.FieldType.GetGenericArguments())),
            StringComparer.Ordinal);

    [Fact]
    public void Every_action_of_every_table_is_covered()
    {
        foreach (var table in new[] { SslActions.Table, GaapActions.Table, StsActions.Table })
        {
            Assert.NotEmpty(table.Actions);
            Assert.All(table.Actions, action => Assert.Contains(action.ToString(), All.Keys));
        }
    }

    [Theory]
    [MemberData(nameof(Actions))]
    public async Task A_call_with_a_lost_response_is_repeated_only_if_it_is_idempotent(string name)
    {
        var effect = ((ApiAction)All[name].Action).Effect;
        foreach (var (what, loss) in Losses)
        {
            await using var server = ScriptedServer.Start(loss, Replies.Success);
            var call = SendAsync(name, new WiredClient(server), TestContext.Current.CancellationToken);
            var failure = await Record.ExceptionAsync(() => Eventually.EndsAsync(call));
            if (effect == ActionEffect.Once)
            {
                Assert.True(Assert.IsType<TencentCertException>(failure).MayHaveTakenEffect, what);
                Assert.Single(server.Requests);
            }
            else
            {
                Assert.True(failure is null, $"{what}: {failure}");
                Assert.Equal(2, server.Requests.Count);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Actions))]
    public async Task A_cancelled_call_ends_and_is_not_repeated(string name)
    {
        await using var server = ScriptedServer.Start(Replies.Stall);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var call = SendAsync(name, new WiredClient(server), stop.Token);
        await server.UntilReceivedAsync(1);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Eventually.EndsAsync(call));
        Assert.Single(server.Requests);
    }

    private static Task<bool> SendAsync(string name, WiredClient client, CancellationToken cancellationToken) =>
        (Task<bool>)All[name].Send.Invoke(null, [client, All[name].Action, cancellationToken])!;

    private static async Task<bool> SendTypedAsync<TRequest, TResponse>(
        WiredClient client, ApiAction<TRequest, TResponse> action, CancellationToken cancellationToken)
        where TRequest : class, IWireRequest
        where TResponse : class, IWireResponse<TResponse>
    {
        var answer = await client.Api.SendAsync(action, Activator.CreateInstance<TRequest>(), new ApiCallOptions(), cancellationToken);
        return answer.RequestId is not null;
    }
}
