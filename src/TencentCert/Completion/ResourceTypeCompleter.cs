using System.Collections;
using System.Management.Automation.Language;

namespace TencentCert.Completion;

/// <summary>Completes <c>-ResourceType</c>.</summary>
public sealed class ResourceTypeCompleter : IArgumentCompleter
{
    /// <inheritdoc />
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        CompletionText.Matching(wordToComplete, SslResourceType.All.Select(type => type.Name));
}
