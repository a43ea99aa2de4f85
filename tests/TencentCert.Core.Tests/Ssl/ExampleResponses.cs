using System.Text.Json.Nodes;
using TencentCert.Core.Tests.Certificates;
using TencentCert.Core.Tests.Client;

namespace TencentCert.Core.Tests.Ssl;

/// <summary>One response per action, with every documented field and invented values (<c>Responses/*.json</c>).</summary>
internal static class ExampleResponses
{
    private static readonly Dictionary<string, string> Texts = Read();

    public static IReadOnlyCollection<string> Actions => Texts.Keys;

    /// <summary>The example of an action, which a test may change.</summary>
    public static JsonNode Of(string action) => JsonNode.Parse(Texts[action])!;

    /// <summary>Responds to each action with its example, and to one action with another response.</summary>
    /// <param name="seen">Receives each requested action.</param>
    /// <param name="bent">The action with another response, and that response, or null for none.</param>
    public static Reply Reply(Action<string> seen, Func<(string Action, string Answer)?> bent) =>
        (request, connection, cancellationToken) =>
    {
        var action = request.Header("X-TC-Action")!;
        seen(action);
        var answer = bent() is { } other && other.Action == action ? other.Answer : Texts[action];
        return Replies.Body($$"""{"Response":{{answer}}}""")(request, connection, cancellationToken);
    };

    private static Dictionary<string, string> Read()
    {
        var assembly = typeof(ExampleResponses).Assembly;
        return assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith("responses/", StringComparison.Ordinal))
            .ToDictionary(name => Path.GetFileNameWithoutExtension(name), name =>
            {
                using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
                return Fill(reader.ReadToEnd());
            });
    }

    // The repository contains no key, so real values are inserted here.
    private static string Fill(string text) => text
        .Replace("@certificate", TestInputs.RsaChain.ReplaceLineEndings("\\n"), StringComparison.Ordinal)
        .Replace("@key", TestInputs.RsaKey.ReplaceLineEndings("\\n"), StringComparison.Ordinal)
        .Replace(
            "@zip", Convert.ToBase64String(
                CertificateArchiveTests.Zip(("Nginx/1_odd_bundle.crt", System.Text.Encoding.ASCII.GetBytes(TestInputs.RsaChain)))),
                StringComparison.Ordinal);
}
