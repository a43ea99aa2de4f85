using System.Collections.Concurrent;
using TencentCert.Core.Certificates;
using TencentCert.Core.Errors;
using TencentCert.Core.Tests.Client;
using TencentCert.Core.Wire;

namespace TencentCert.Core.Tests.Ssl;

/// <summary>
/// An example response of each action is processed up to the public result, complete and malformed at every single place:
/// the call ends in a result or in an error of this library.
/// </summary>
public sealed class SslExampleTests
{
    // The unchanged examples show which calls use an action.
    private static readonly Lazy<Task<ILookup<string, string>>> Callers = new(FindCallersAsync);

    public static TheoryData<string, Malformation> Cases
    {
        get
        {
            var rows = new TheoryData<string, Malformation>();
            foreach (var action in Declared.Except(Uncalled))
            {
                foreach (var bend in Enum.GetValues<Malformation>().Where(bend => MalformedResponses.Of(action, bend).Any()))
                    rows.Add(action, bend);
            }

            return rows;
        }
    }

    /// <summary>Declared actions that no call in <see cref="SslCalls"/> uses yet.</summary>
    internal static IReadOnlyList<string> Uncalled { get; } =
    [
        "CheckCertificateExist",
        "DescribeManagerDetail",
    ];

    private static IEnumerable<string> Declared
    {
        get
        {
            // The first access fills the table.
            _ = SslActions.DescribeCertificates;
            return SslActions.Table.Actions.Select(action => action.Name);
        }
    }

    [Fact]
    public void Every_action_has_exactly_one_example() =>
        Assert.Equal(Declared.Order(StringComparer.Ordinal), ExampleResponses.Actions.Order(StringComparer.Ordinal));

    [Fact]
    [Trait("Culture", "any")]
    public async Task Every_action_is_used_by_a_call_and_its_example_gives_a_result()
    {
        Assert.Equal(
            Declared.Except(Uncalled).Order(StringComparer.Ordinal),
            (await Callers.Value).Select(group => group.Key).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_malformed_example_is_read_or_refused(string action, Malformation bend)
    {
        (string Action, string Answer)? bent = null;
        await using var server = ScriptedServer.Start(ExampleResponses.Reply(_ => { }, () => bent));
        var callers = (await Callers.Value)[action].ToList();
        Assert.NotEmpty(callers);
        var client = new WiredClient(server).Api;
        foreach (var (place, answer) in MalformedResponses.Of(action, bend))
        {
            bent = (action, answer);
            foreach (var call in callers)
            {
                var failure = await Record.ExceptionAsync(
                    () => Eventually.EndsAsync(SslCalls.All[call](client, TestContext.Current.CancellationToken)));
                Assert.True(failure is null or TencentCertException or PemException, $"{call}: {action}, {place} {bend}: {failure}");
            }
        }
    }

    private static async Task<ILookup<string, string>> FindCallersAsync()
    {
        var asked = new ConcurrentQueue<(string Action, string Call)>();
        var current = "";
        await using var server = ScriptedServer.Start(ExampleResponses.Reply(action => asked.Enqueue((action, current)), () => null));
        foreach (var (name, call) in SslCalls.All)
        {
            current = name;
            var failure = await Record.ExceptionAsync(
                () => Eventually.EndsAsync(call(new WiredClient(server).Api, TestContext.Current.CancellationToken)));
            Assert.True(failure is null, $"{name}: {failure}");
        }

        return asked.Distinct().ToLookup(one => one.Action, one => one.Call);
    }
}
