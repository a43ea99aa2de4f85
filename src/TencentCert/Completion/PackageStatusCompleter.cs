using System.Collections;
using System.Management.Automation.Language;

namespace TencentCert.Completion;

/// <summary>Completes the state of a benefit package.</summary>
public sealed class PackageStatusCompleter : IArgumentCompleter
{
    private static readonly string[] States = ["usable", "used", "expired", "refund"];

    /// <inheritdoc />
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        CompletionText.Matching(wordToComplete, States);
}
