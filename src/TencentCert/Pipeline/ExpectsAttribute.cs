using System.Globalization;
using TencentCert.Core.Certificates;

namespace TencentCert.Pipeline;

/// <summary>The kind of text an <see cref="ExpectsAttribute"/> accepts.</summary>
internal enum Expected
{
    Domain,
    SslCertificate,
    GaapCertificate,
    Listener,
    ResourceType,
    Service,
    Days,
    DeployRecordId,
    CompanyId,
}

/// <summary>
/// Rejects a text of another known kind, and names the parameter that accepts it. The check runs at parameter binding, because
/// PowerShell prompts for missing parameters, and fails conversions to a number, before the cmdlet runs. Lists pass: their items
/// are checked individually.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ExpectsAttribute(Expected expected, Type cmdlet) : ArgumentTransformationAttribute
{
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        Unwrapped.Value(inputData) is string text && !SecretShape.IsSecret(text)
            && GivenId.KindOf(text) is not GivenIdKind.Unknown and var kind && !IsExpected(text, kind)
            ? throw new ArgumentTransformationMetadataException(
                MistakenId.Joined(Wording.Of($"'{text}' is {GivenId.NameOf(kind)}, not {Name()}."), MistakenId.Hint(text, cmdlet)))
            : inputData;

    private bool IsExpected(string text, GivenIdKind kind) => expected switch
    {
        Expected.Domain => kind == GivenIdKind.Domain,
        Expected.SslCertificate => kind == GivenIdKind.SslCertificate,
        Expected.GaapCertificate => kind == GivenIdKind.GaapCertificate,
        Expected.Listener => kind == GivenIdKind.Listener,
        Expected.ResourceType => kind == GivenIdKind.ResourceType || (kind == GivenIdKind.SslCertificate && IsWord(text)),
        Expected.Service => kind == GivenIdKind.ResourceType,
        _ => long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out _),
    };

    // A resource type that the service adds later may have as many letters as an id.
    private static bool IsWord(string text) => text.All(char.IsAsciiLetterLower);

    private Wording Name() => expected switch
    {
        Expected.Domain => GivenId.NameOf(GivenIdKind.Domain),
        Expected.SslCertificate => GivenId.NameOf(GivenIdKind.SslCertificate),
        Expected.GaapCertificate => GivenId.NameOf(GivenIdKind.GaapCertificate),
        Expected.Listener => GivenId.NameOf(GivenIdKind.Listener),
        Expected.ResourceType => $"a kind of resource, such as cdn",
        Expected.Service => $"a service, such as ssl",
        Expected.DeployRecordId => $"the number of a deployment",
        Expected.CompanyId => $"the number of a company",
        _ => $"a number of days",
    };
}
