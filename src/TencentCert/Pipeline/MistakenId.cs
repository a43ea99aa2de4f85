using System.Reflection;
using TencentCert.Core.Certificates;

namespace TencentCert.Pipeline;

/// <summary>Suggests the right parameter for an id, a domain or a file; a parameter's completer declares the kind it accepts.</summary>
internal static class MistakenId
{
    /// <summary>Adds to a failure the parameter or command that accepts the argument.</summary>
    public static Exception Explain(Exception problem, Cmdlet cmdlet) => problem switch
    {
        TencentCertException { Mistaken: { } given } mistake => new TencentCertException(
            mistake.Code, Wording.Verbatim(Joined(mistake.Message, Hint(given, cmdlet.GetType()))), mistake) { Advice = mistake.Advice },
        TencentCertException refusal when (refusal.IsNotFound || refusal.Code == ErrorCodes.InvalidParameter)
            && SwappedArgumentHint(cmdlet) is { } hint => new TencentCertException(
                refusal.Code, Wording.Verbatim(Joined(refusal.Message, hint)), refusal)
            {
                Action = refusal.Action,
                RequestId = refusal.RequestId,
                Attempt = refusal.Attempt,
                Advice = refusal.Advice,
            },
        _ => problem,
    };

    /// <summary>The error for a missing file whose path looks like another kind of argument; null when it looks like a path.</summary>
    public static FileNotFoundException? NotAFile(string path, Type cmdlet) =>
        GivenId.KindOf(path) is GivenIdKind.Unknown or GivenIdKind.Path
            ? null
            : new FileNotFoundException(
                Wording.Of($"There is no file '{path}'; it looks like {GivenId.NameOf(GivenId.KindOf(path))}. {Hint(path, cmdlet)}"), path);

    /// <summary>The suggested syntax, as a sentence; empty when the text has no known form.</summary>
    public static string Hint(string given, Type cmdlet)
    {
        var kind = GivenId.KindOf(given);
        if (kind == GivenIdKind.Unknown)
            return "";

        if (kind == GivenIdKind.WebAddress)
        {
            return Uri.TryCreate(given, UriKind.Absolute, out var address) && GivenId.KindOf(address.Host) == GivenIdKind.Domain
                ? Hint(address.Host, cmdlet)
                : "";
        }

        if (ParameterFor(kind, cmdlet) is { } parameter)
            return Wording.Of($"Give it as -{parameter} {given}.");

        if (kind == GivenIdKind.ResourceType)
            return Wording.Of($"Get-SslDeploymentTarget {given} finds its resources.");

        if (kind == GivenIdKind.Resource)
            return "";

        if (kind == GivenIdKind.SslCertificate && Parameters(cmdlet).Any(property => property.Name == "DeployRecordId"))
            return Wording.Of($"Get-SslDeployment {given} finds its deployments.");

        var isGaap = cmdlet.Namespace?.EndsWith(".Gaap", StringComparison.Ordinal) == true;
        if (kind == GivenIdKind.Path)
        {
            return given.EndsWith(".jsonl", StringComparison.OrdinalIgnoreCase)
                ? Wording.Of($"Get-GaapCertificateUpdate {given} shows it.")
                : Wording.Of($"{(isGaap ? "Import-GaapCertificate" : "Import-SslCertificate")} {given} uploads it.");
        }

        return kind == GivenIdKind.SslCertificate && isGaap
            && Parameters(cmdlet).Any(property => property.PropertyType == typeof(SslCertificate))
            ? Wording.Of($"To use it here, pipe in the output of Get-SslCertificate {given}: the certificate is imported.")
            : Wording.Of($"{CommandFor(kind, isGaap)} {given} finds it.");
    }

    public static FileNotFoundException NoJournal(string given, string path) => new(
        Joined(
            GivenId.KindOf(given) is GivenIdKind.Unknown or GivenIdKind.Path
                ? Wording.Of($"There is no journal '{path}'.")
                : Wording.Of($"There is no journal '{given}'; it looks like {GivenId.NameOf(GivenId.KindOf(given))}."),
            Wording.Of(
                $"A journal is the file that a run was given as -JournalPath. Get-GaapCertificateUpdate *.jsonl shows those of a folder.")),
        path);

    /// <summary>Whether a text could be an id or a domain.</summary>
    public static bool IsId(string text) =>
        GivenId.KindOf(text) == GivenIdKind.WebAddress
            || (text.Length is > 0 and <= 64
                && text.All(static character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '.' or '*'));

    /// <summary>The error for an id where a certificate is expected; PowerShell's own message only reports a failed conversion.</summary>
    public static ArgumentTransformationMetadataException NotAnObject(string text) => new(
        GivenId.KindOf(text) == GivenIdKind.Domain
            ? Wording.Of($"'{text}' is a domain, not a certificate. Pipe in what Get-SslCertificate -Domain {text} returns.")
            : GivenId.KindOf(text) == GivenIdKind.WebAddress
            ? Joined(Wording.Of($"'{text}' is a web address, not a certificate."), Hint(text, typeof(Cmdlet)))
            : Wording.Of(
                $"'{text}' is an id, not a certificate. Pipe in what "
                + $"{(GivenId.KindOf(text) == GivenIdKind.GaapCertificate ? "Get-GaapCertificate" : "Get-SslCertificate")} {text} "
                + $"returns."));

    /// <summary>Joins two sentences, of which the second may be empty; no space follows a Chinese sentence.</summary>
    public static string Joined(string first, string second) =>
        second.Length == 0 ? first : first.EndsWith('。') ? first + second : $"{first} {second}";

    // If two arguments are swapped, the first is not found; the second reveals the mistake.
    private static string? SwappedArgumentHint(Cmdlet cmdlet)
    {
        foreach (var parameter in Parameters(cmdlet.GetType()).Where(property => property.PropertyType == typeof(string)))
        {
            if (parameter.GetValue(cmdlet) is string text && GivenId.KindOf(text) is var kind && IsCertainly(kind, text)
                && ParameterFor(kind, cmdlet.GetType()) is { } intended && intended != parameter.Name
                && !parameter.IsDefined(typeof(ArgumentCompleterAttribute)))
            {
                return Wording.Of(
                    $"'{text}', given as -{parameter.Name}, looks like {GivenId.NameOf(kind)}: give it as -{intended} {text}.");
            }
        }

        return null;
    }

    // A word of eight letters may be a name.
    private static bool IsCertainly(GivenIdKind kind, string text) =>
        kind == GivenIdKind.GaapCertificate || (kind == GivenIdKind.SslCertificate && text.Any(char.IsAsciiDigit));

    private static string? ParameterFor(GivenIdKind kind, Type cmdlet) => Parameters(cmdlet).FirstOrDefault(property => kind switch
    {
        GivenIdKind.Domain =>
            property.Name is "Domain" or "DnsName" || (property.Name == "Name" && property.IsDefined(typeof(SupportsWildcardsAttribute))),
        GivenIdKind.SslCertificate => Completes(property, typeof(SslCertificateIdCompleter)),
        GivenIdKind.GaapCertificate => Completes(property, typeof(GaapCertificateIdCompleter)),
        GivenIdKind.Listener => Completes(property, typeof(ListenerIdCompleter)),
        GivenIdKind.Proxy => Completes(property, typeof(ProxyIdCompleter)),
        GivenIdKind.Path => property.Name is "Path" or "JournalPath",
        GivenIdKind.ResourceType => property.Name == "ResourceType",
        GivenIdKind.Resource => property.Name == "Instance",
        _ => Completes(property, typeof(GroupIdCompleter)),
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
        cmdlet.GetProperties().Where(static property => property.IsDefined(typeof(ParameterAttribute)))
            .OrderBy(static property => property.Name != "CertificateId").ThenBy(static property => property.MetadataToken);

    private static bool Completes(PropertyInfo parameter, Type completer) =>
        parameter.GetCustomAttributes<ArgumentCompleterAttribute>().Any(property => property.Type == completer);
}
