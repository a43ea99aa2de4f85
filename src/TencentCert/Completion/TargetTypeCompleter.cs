using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using TencentCert.Core.Ssl;

namespace TencentCert.Completion;

/// <summary>Completes the kinds of resource that the service lists as able to take a certificate.</summary>
public sealed class TargetTypeCompleter : IArgumentCompleter
{
    /// <inheritdoc />
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        CompletionText.Matching(wordToComplete, SslDeploymentTargets.ResourceTypes);
}
