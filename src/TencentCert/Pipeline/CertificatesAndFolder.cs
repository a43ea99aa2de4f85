using TencentCert.Core.Certificates;

namespace TencentCert.Pipeline;

/// <summary>
/// Certificates and the folder they are saved to, in the order <c>ID FOLDER</c>. The former order of Save-SslCertificate, and the folder
/// as the only positional argument with piped certificates, are still accepted where they are unambiguous.
/// </summary>
internal sealed record CertificatesAndFolder(IReadOnlyList<string> Ids, string Folder)
{
    public const string IdSet = "Id";

    /// <summary>Parameter set with piped certificates, where the only argument is the folder.</summary>
    public const string FolderSet = "Folder";

    public static TencentCertException NoCertificate() =>
        new(ErrorCodes.InvalidParameter, $"What is piped in must be certificates, and the only argument is then their folder.");

    /// <summary>Distinguishes certificates from folder; null for a piped object that is not a certificate.</summary>
    public static CertificatesAndFolder? Of(
        string[] first, string second, PSObject? input, Func<string, bool> hasForm, SessionState session)
    {
        if (input is not null)
        {
            return first.Length == 1 && input.Properties["CertificateId"]?.Value?.ToString() is { Length: > 0 } id
                ? new CertificatesAndFolder([id], first[0])
                : null;
        }

        var ids = second.Split(',', StringSplitOptions.TrimEntries);
        return first.Length == 1 && ids.All(hasForm) && IsFolder(first[0]) && !IsFolder(second)
            ? new CertificatesAndFolder(ids, first[0])
            : new CertificatesAndFolder(first, second);

        bool IsFolder(string text) =>
            text.AsSpan().ContainsAny('/', '\\') || session.InvokeProvider.Item.Exists(text, force: true, literalPath: true)
            || (ReferenceEquals(text, first[0]) && !hasForm(text)
                && !(text.Contains('.', StringComparison.Ordinal) && DomainName.TryNormalize(text, out _, out _)));
    }
}

/// <summary>Accepts several ids in the position of the folder, as in the former order.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class FolderOrIdsAttribute : ArgumentTransformationAttribute
{
    public override object? Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        Unwrapped.Value(inputData) is object[] items ? string.Join(", ", items) : inputData;
}
