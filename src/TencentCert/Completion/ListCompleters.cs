using System.Collections;
using System.Management.Automation.Language;
using TencentCert.Core.Sts;

namespace TencentCert.Completion;

/// <summary>Completes with a list that needs no call.</summary>
public abstract class ListCompleter : IArgumentCompleter
{
    private readonly Func<IDictionary, IEnumerable<string>> _names;

    private protected ListCompleter(Func<IDictionary, IEnumerable<string>> names) => _names = names;

    /// <inheritdoc />
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        Suggestion.Matching(wordToComplete, _names(fakeBoundParameters).Select(static name => new Suggestion(name, name)));
}

/// <summary>Completes <c>-KeyAlgorithm</c>.</summary>
public sealed class KeyAlgorithmCompleter() : ListCompleter(static _ => SslKeyChoice.Algorithms);

/// <summary>Completes <c>-KeyParameter</c> with the values of the given <c>-KeyAlgorithm</c>.</summary>
public sealed class KeyParameterCompleter() : ListCompleter(
    static bound => SslKeyChoice.ParametersOf(bound["KeyAlgorithm"]?.ToString()));

/// <summary>Completes the languages of service messages.</summary>
public sealed class LanguageCompleter() : ListCompleter(static _ => ["en-US", "zh-CN"]);

/// <summary>Completes the state of a benefit package.</summary>
public sealed class PackageStatusCompleter() : ListCompleter(static _ => ["usable", "used", "expired", "refund"]);

/// <summary>Completes the names of tccli's profiles and of the shared file's sections.</summary>
public sealed class ProfileNameCompleter() : ListCompleter(static _ => CredentialSources.ProfileNames());

/// <summary>Suggests regions; any other name is accepted.</summary>
public sealed class RegionCompleter() : ListCompleter(static _ => Regions.Known);

/// <summary>Completes <c>-ResourceType</c>.</summary>
public sealed class ResourceTypeCompleter() : ListCompleter(static _ => SslResourceType.All.Select(static type => type.Name));

/// <summary>Completes the resource types for which the service lists deployment targets.</summary>
public sealed class TargetTypeCompleter() : ListCompleter(static _ => SslDeploymentTargets.ResourceTypes);
