using System.Security.Cryptography;
using TencentCert.Core.Certificates;
using TencentCert.Strings;

namespace TencentCert.Pipeline;

/// <summary>Converts failures to error records: the code as id, its category, advice, and the item as target.</summary>
internal static class ErrorRecords
{
    // PowerShell's error view shows the recommendation since 7.5; for older versions it is part of the message.
    private static readonly bool ShowsRecommendation = typeof(ErrorRecord).Assembly.GetName().Version >= new Version(7, 5);

    public static ErrorRecord From(Exception exception, object? target) => exception switch
    {
        TencentCertException api => new ErrorRecord(api, api.Code, ErrorCategories.Of(api.Code), target)
        {
            ErrorDetails = Details(Message(api, target), api.Advice is { } own ? own.Length > 0 ? own : null : Advice.For(api.Code)),
        },
        PemException pem => new ErrorRecord(pem, "Client.Pem." + pem.Problem, ErrorCategory.InvalidData, target)
        {
            ErrorDetails = Details(About(target, pem.Message), Advice.For("Client.Pem." + pem.Problem)),
        },
        FileNotFoundException or DirectoryNotFoundException =>
            new ErrorRecord(exception, "Client.FileNotFound", ErrorCategory.ObjectNotFound, target)
        {
            ErrorDetails = Details(exception.Message, Advice.For("Client.FileNotFound")),
        },
        UnauthorizedAccessException => new ErrorRecord(exception, "Client.FileAccess", ErrorCategory.PermissionDenied, target),
        FileExistsException => new ErrorRecord(exception, "Client.FileExists", ErrorCategory.ResourceExists, target),
        IOException => new ErrorRecord(exception, "Client.File", ErrorCategory.ReadError, target),
        CryptographicException => new ErrorRecord(exception, "Client.Cryptography", ErrorCategory.InvalidData, target),
        _ => new ErrorRecord(exception, "Client.Unexpected." + exception.GetType().Name, ErrorCategory.NotSpecified, target),
    };

    /// <summary>Whether the rest of the command would fail in the same way, or this module itself has failed.</summary>
    public static bool IsTerminating(Exception exception) => exception switch
    {
        TencentCertException api => api.FailsEveryCall,
        PemException or IOException or UnauthorizedAccessException or CryptographicException => false,
        _ => true,
    };

    private static ErrorDetails Details(string message, string? advice) =>
        new(ShowsRecommendation || advice is null
            ? VisibleText.Lines(message)
            : $"{VisibleText.Lines(message)}\n  Recommendation: {advice}") { RecommendedAction = advice };

    private static string Message(TencentCertException api, object? target)
    {
        string?[] origin = [api.Code, api.Action, api.RequestId is { Length: > 0 } id ? "RequestId " + id : null];
        var text = About(target, $"{api.Message} ({string.Join(", ", origin.Where(static part => part is not null))})");
        return api.MayHaveTakenEffect ? text + " " + Wording.Of(
            $"The call may have taken effect in spite of this error: check before you repeat it.") : text;
    }

    // Service messages often omit their subject, and the console does not show an error's target.
    private static string About(object? target, string text) =>
        Subject(target) is { Length: > 0 } subject && !text.Contains(subject, StringComparison.OrdinalIgnoreCase) ?
            $"{subject}: {text}" : text;

    private static string? Subject(object? target) => target switch
    {
        SslCertificate certificate => certificate.CertificateId,
        SslCertificateOrder order => order.CertificateId,
        SslDeployment { DeployRecordId: { } id } deployment => $"{deployment.Kind} {id}",
        string[] ids => string.Join(", ", ids),
        string id => id,
        _ => null,
    };
}
