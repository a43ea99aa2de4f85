using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using TencentCert.Core.Credentials;

namespace TencentCert.Completion;

/// <summary>Completes the names of tccli's profiles and of the shared file's sections.</summary>
public sealed class ProfileNameCompleter : IArgumentCompleter
{
    /// <inheritdoc />
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        try
        {
            var names = TccliCredential.Profiles().Concat(SharedFileCredential.Profiles()).Distinct(StringComparer.Ordinal);
            return [.. CompletionText.Matching(wordToComplete, names)];
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
