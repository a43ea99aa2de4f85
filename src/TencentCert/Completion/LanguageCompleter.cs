using System.Collections;
using System.Management.Automation.Language;

namespace TencentCert.Completion;

/// <summary>Completes the languages of service messages.</summary>
public sealed class LanguageCompleter : IArgumentCompleter
{
    /// <inheritdoc />
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        CompletionText.Matching(wordToComplete, ["en-US", "zh-CN"]);
}
