using System.Collections;
using System.Management.Automation.Language;

namespace TencentCert.Completion;

/// <summary>Suggests regions; any other name is accepted.</summary>
public sealed class RegionCompleter : IArgumentCompleter
{
    /// <inheritdoc />
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        CompletionText.Matching(wordToComplete, Regions.Known);
}
