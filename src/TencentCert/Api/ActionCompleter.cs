using System.Collections;
using System.Management.Automation.Language;

namespace TencentCert.Api;

/// <summary>Suggests the declared actions of the given service; any other name is accepted.</summary>
public sealed class ActionCompleter : IArgumentCompleter
{
    /// <inheritdoc />
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        CompletionText.Matching(
            wordToComplete, RawAction.DeclaredActions(fakeBoundParameters["Service"] as string).Select(action => action.Name));
}
