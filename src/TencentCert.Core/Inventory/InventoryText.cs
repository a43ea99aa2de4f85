using TencentCert.Core.Gaap;
using TencentCert.Core.Ssl;

namespace TencentCert.Core.Inventory;

/// <summary>Texts of a report row.</summary>
internal static class InventoryText
{
    public static string Status(InventoryEntry entry) => entry switch
    {
        { Successor: { } } => Wording.Of($"replaced"),
        { DaysLeft: < 0, Status: "Issued" or "Stored" } => Wording.Of($"expired"),
        { Status: "Stored", Use.Count: 0 } => Wording.Of($"in GAAP only, unused"),
        { Status: "Stored" } => Wording.Of($"in GAAP only"),
        _ when Enum.TryParse<SslCertificateStatus>(entry.Status, out var status) => Status(status) ?? status.ToString(),
        _ => entry.Status ?? "",
    };

    public static string Task(InventoryEntry entry) => entry.Task switch
    {
        InventoryTask.Wait => Wording.Of($"Wait: the service is at work on it."),
        InventoryTask.Validate => Wording.Of($"Publish the validation record."),
        InventoryTask.Submit => Wording.Of($"Submit the missing information."),
        InventoryTask.Reissue => Wording.Of($"Reissue it and deploy the new one."),
        InventoryTask.Renew => Wording.Of($"Apply for a new one and deploy it."),
        InventoryTask.Import => Wording.Of($"Import a new one and deploy it."),
        InventoryTask.Bind => Wording.Of($"Bind the new one in its place."),
        InventoryTask.Remove => Wording.Of($"Remove it if no other resource uses it."),
        _ => "–",
    };

    /// <summary>The command that does it, or begins it; null when there is none, or a name does not belong on a command line.</summary>
    public static string? Command(InventoryEntry entry)
    {
        var ssl = entry.SslCertificateId is [.., var last] ? last : null;
        var gaap = entry.GaapCertificateId is [var first, ..] ? first : null;
        var (command, names) = entry.Task switch
        {
            InventoryTask.Wait => ($"Wait-SslCertificate {ssl}", new[] { ssl }),
            InventoryTask.Validate => ($"Get-SslCertificateValidation {ssl}", [ssl]),
            InventoryTask.Submit => ($"Submit-SslCertificateOrder {ssl}", [ssl]),
            InventoryTask.Reissue => ($"Invoke-SslCertificateReissue {ssl} DNS_AUTO", [ssl]),
            InventoryTask.Renew when entry.IsFree =>
                ($"Request-SslCertificate {entry.Domain} DNS_AUTO -RenewCertificate {ssl}", [entry.Domain, ssl]),
            InventoryTask.Bind => ($"Get-SslCertificate {entry.Successor} | Update-GaapCertificate -Verify", [entry.Successor]),
            InventoryTask.Remove when ssl is not null => ($"Get-SslCertificateBinding {ssl}", [ssl]),
            InventoryTask.Remove => ($"Remove-GaapCertificate {gaap}", [gaap]),
            _ => (null, []),
        };
        return names.All(IsPlain) ? command : null;
    }

    public static string Role(GaapCertificateRole role) => role switch
    {
        GaapCertificateRole.Server => Wording.Of($"server certificate"),
        GaapCertificateRole.Client => Wording.Of($"client CA"),
        GaapCertificateRole.RealServer => Wording.Of($"origin CA"),
        GaapCertificateRole.Gaap => Wording.Of($"shown to the origin"),
        GaapCertificateRole.BasicAuth => Wording.Of($"basic authentication"),
        _ => role.ToString(),
    };

    // The command may be copied into a shell.
    private static bool IsPlain(string? name) =>
        name is { Length: > 0 } && name[0] != '-'
            && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-' or '*' or '_');

    private static string? Status(SslCertificateStatus status) => status switch
    {
        SslCertificateStatus.Reviewing => Wording.Of($"waiting for validation"),
        SslCertificateStatus.Issued => Wording.Of($"issued"),
        SslCertificateStatus.ReviewFailed => Wording.Of($"review failed"),
        SslCertificateStatus.Expired => Wording.Of($"expired"),
        SslCertificateStatus.AddingDnsRecord => Wording.Of($"adding the DNS record"),
        SslCertificateStatus.InformationPending => Wording.Of($"information missing"),
        SslCertificateStatus.Cancelling => Wording.Of($"being cancelled"),
        SslCertificateStatus.Cancelled => Wording.Of($"cancelled"),
        SslCertificateStatus.ConfirmationLetterPending => Wording.Of($"confirmation letter missing"),
        SslCertificateStatus.Revoking => Wording.Of($"being revoked"),
        SslCertificateStatus.Revoked => Wording.Of($"revoked"),
        SslCertificateStatus.Reissuing => Wording.Of($"reissue in progress"),
        SslCertificateStatus.RevocationLetterPending => Wording.Of($"letter for the revocation missing"),
        SslCertificateStatus.FreeInformationPending => Wording.Of($"information missing"),
        SslCertificateStatus.Refunded => Wording.Of($"refunded"),
        SslCertificateStatus.Migrating => Wording.Of($"moving to another account"),
        _ => null,
    };
}
