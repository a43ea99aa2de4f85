using System.Collections;
using System.Management.Automation.Language;
using TencentCert.Core.Sts;

namespace TencentCert.Completion;

/// <summary>Completes the names of tccli's profiles and of the shared file's sections.</summary>
public sealed class ProfileNameCompleter : IArgumentCompleter
{
    /// <inheritdoc />
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        CompletionText.Matching(wordToComplete, CredentialSources.ProfileNames());
}
