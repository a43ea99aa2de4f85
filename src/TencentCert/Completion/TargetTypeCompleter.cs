using System.Collections;
using System.Management.Automation.Language;

namespace TencentCert.Completion;

/// <summary>Completes the resource types for which the service lists deployment targets.</summary>
public sealed class TargetTypeCompleter : IArgumentCompleter
{
    /// <inheritdoc />
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        CompletionText.Matching(wordToComplete, SslDeploymentTargets.ResourceTypes);
}
