using System.Collections;
using System.Management.Automation.Language;

namespace TencentCert.Completion;

/// <summary>Completes <c>-KeyAlgorithm</c>.</summary>
public sealed class KeyAlgorithmCompleter : IArgumentCompleter
{
    /// <inheritdoc />
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        CompletionText.Matching(wordToComplete, SslKeyChoice.Algorithms);
}

/// <summary>Completes <c>-KeyParameter</c> with the values of the given <c>-KeyAlgorithm</c>.</summary>
public sealed class KeyParameterCompleter : IArgumentCompleter
{
    /// <inheritdoc />
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        ArgumentNullException.ThrowIfNull(fakeBoundParameters);
        return CompletionText.Matching(wordToComplete, SslKeyChoice.ParametersOf(fakeBoundParameters["KeyAlgorithm"]?.ToString()));
    }
}
