using System.Collections;
using System.Management.Automation.Language;

namespace TencentCert.Api;

/// <summary>Suggests the services with a known version; any other name is accepted.</summary>
public sealed class ServiceCompleter : IArgumentCompleter
{
    /// <inheritdoc />
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        CompletionText.Matching(wordToComplete, RawAction.KnownServices.Select(service => service.Name));
}
