using System.Management.Automation;
using System.Reflection;
using TencentCert.Completion;
using TencentCert.Core.Certificates;
using TencentCert.Core.Errors;
using TencentCert.Core.Ssl;
using TencentCert.Core.Strings;

namespace TencentCert.Pipeline;

/// <summary>
/// Names the parameter that was meant where an id, a domain or a file was given in place of another. A cmdlet's parameters declare by
/// their completer which kind they take.
/// </summary>
internal static class MistakenId
{
    private static readonly string[] FileEndings =
        [".pem", ".crt", ".cer", ".der", ".key", ".pfx", ".p12", ".csr", ".zip", ".json", ".jsonl", ".txt"];

    /// <summary>A refusal, with the parameter or the command that takes what was given.</summary>
    /// <param name="problem">Any failure.</param>
    /// <param name="cmdlet">The cmdlet it happened in.</param>
    public static Exception Explain(Exception problem, Cmdlet cmdlet) => problem is TencentCertException { Mistaken: { } given } mistake
        ? new TencentCertException(
            mistake.Code, Wording.Verbatim(Joined(mistake.Message, Hint(given, cmdlet.GetType()))), mistake) { Advice = mistake.Advice }
        : problem;

    /// <summary>The error for a file that does not exist and looks like something else; null when it looks like a file.</summary>
    /// <param name="path">As it was given.</param>
    /// <param name="cmdlet">The cmdlet's class.</param>
    public static FileNotFoundException? NotAFile(string path, Type cmdlet) =>
        GivenId.KindOf(path) is GivenIdKind.Unknown
            || FileEndings.Contains(System.IO.Path.GetExtension(path), StringComparer.OrdinalIgnoreCase)
            ? null
            : new FileNotFoundException(
                Wording.Of($"There is no file '{path}'; it looks like {GivenId.NameOf(GivenId.KindOf(path))}. {Hint(path, cmdlet)}"), path);

    /// <summary>What to write instead, as a sentence; empty when the text looks like nothing that is known.</summary>
    /// <param name="given">Text.</param>
    /// <param name="cmdlet">The cmdlet's class.</param>
    public static string Hint(string given, Type cmdlet)
    {
        var kind = GivenId.KindOf(given);
        if (kind == GivenIdKind.Unknown)
        {
            return "";
        }

        if (ParameterFor(kind, cmdlet) is { } parameter)
        {
            return Wording.Of($"Give it as -{parameter} {given}.");
        }

        var isGaap = cmdlet.Namespace?.EndsWith(".Gaap", StringComparison.Ordinal) == true;
        return kind == GivenIdKind.SslCertificate && isGaap && Parameters(cmdlet).Any(one => one.PropertyType == typeof(SslCertificate))
            ? Wording.Of($"To use it here, pipe in what Get-SslCertificate {given} returns: it is carried over.")
            : Wording.Of($"{CommandFor(kind, isGaap)} {given} finds it.");
    }

    // A Chinese sentence ends without a space.
    private static string Joined(string first, string second) => first.EndsWith('。') ? first + second : $"{first} {second}";

    private static string? ParameterFor(GivenIdKind kind, Type cmdlet) => Parameters(cmdlet).FirstOrDefault(one => kind switch
    {
        GivenIdKind.Domain =>
            one.Name is "Domain" or "DnsName" || (one.Name == "Name" && one.IsDefined(typeof(SupportsWildcardsAttribute))),
        GivenIdKind.SslCertificate => Completes(one, typeof(SslCertificateIdCompleter)),
        GivenIdKind.GaapCertificate => Completes(one, typeof(GaapCertificateIdCompleter)),
        GivenIdKind.Listener => Completes(one, typeof(ListenerIdCompleter)),
        GivenIdKind.Proxy => Completes(one, typeof(ProxyIdCompleter)),
        _ => Completes(one, typeof(GroupIdCompleter)),
    })?.Name;

    private static string CommandFor(GivenIdKind kind, bool isGaap) => kind switch
    {
        GivenIdKind.Domain => isGaap ? "Get-GaapDomain -Domain" : "Get-SslCertificate -Domain",
        GivenIdKind.SslCertificate => "Get-SslCertificate",
        GivenIdKind.GaapCertificate => "Get-GaapCertificate",
        GivenIdKind.Listener => "Get-GaapListener",
        GivenIdKind.Proxy => "Get-GaapProxy",
        _ => "Get-GaapListener -GroupId",
    };

    private static IEnumerable<PropertyInfo> Parameters(Type cmdlet) =>
        cmdlet.GetProperties().Where(static one => one.IsDefined(typeof(ParameterAttribute))).OrderBy(static one => one.MetadataToken);

    private static bool Completes(PropertyInfo parameter, Type completer) =>
        parameter.GetCustomAttributes<ArgumentCompleterAttribute>().Any(one => one.Type == completer);
}

/// <summary>Says what a text that is not a number of days is, and where it belongs.</summary>
/// <param name="cmdlet">The cmdlet's class.</param>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class DaysAttribute(Type cmdlet) : ArgumentTransformationAttribute
{
    /// <inheritdoc />
    public override object? Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        (inputData is PSObject wrapped ? wrapped.BaseObject : inputData) is string text
            && GivenId.KindOf(text) is not GivenIdKind.Unknown and var kind
            && !int.TryParse(text, out _)
            ? throw new ArgumentTransformationMetadataException(
                Wording.Of($"'{text}' is {GivenId.NameOf(kind)}, not a number of days. {MistakenId.Hint(text, cmdlet)}"))
            : inputData;
}
