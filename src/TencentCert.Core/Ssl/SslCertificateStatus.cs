namespace TencentCert.Core.Ssl;

/// <summary>
/// State of a certificate or order, numbered as the service does (DescribeCertificate, <c>Status</c>). Unknown numbers pass through.
/// </summary>
public enum SslCertificateStatus : long
{
    /// <summary>Under review, or waiting for validation.</summary>
    Reviewing = 0,

    /// <summary>Issued.</summary>
    Issued = 1,

    /// <summary>Review failed.</summary>
    ReviewFailed = 2,

    /// <summary>Expired.</summary>
    Expired = 3,

    /// <summary>The service is adding the DNS record (DNS_AUTO).</summary>
    AddingDnsRecord = 4,

    /// <summary>Organisation certificate whose information has not been submitted.</summary>
    InformationPending = 5,

    /// <summary>Being cancelled.</summary>
    Cancelling = 6,

    /// <summary>Cancelled.</summary>
    Cancelled = 7,

    /// <summary>Information submitted; the confirmation letter has not been uploaded.</summary>
    ConfirmationLetterPending = 8,

    /// <summary>Being revoked.</summary>
    Revoking = 9,

    /// <summary>Revoked.</summary>
    Revoked = 10,

    /// <summary>A reissue of it is in progress.</summary>
    Reissuing = 11,

    /// <summary>Revocation waits for a confirmation letter.</summary>
    RevocationLetterPending = 12,

    /// <summary>Free certificate whose information has not been submitted.</summary>
    FreeInformationPending = 13,

    /// <summary>Refunded.</summary>
    Refunded = 14,

    /// <summary>Being moved between accounts.</summary>
    Migrating = 15,
}

/// <summary>What a state means for a wait for issue.</summary>
public static class SslCertificateStatusMeaning
{
    /// <summary>The state is final and there will be no certificate.</summary>
    public static bool IsFailure(this SslCertificateStatus status) =>
        status is SslCertificateStatus.ReviewFailed or SslCertificateStatus.Expired or SslCertificateStatus.Cancelling
            or SslCertificateStatus.Cancelled
            or SslCertificateStatus.Revoking or SslCertificateStatus.Revoked or SslCertificateStatus.Refunded;

    /// <summary>The order waits for a manual submission.</summary>
    public static bool RequiresManualAction(this SslCertificateStatus status) =>
        status is SslCertificateStatus.InformationPending or SslCertificateStatus.ConfirmationLetterPending
            or SslCertificateStatus.RevocationLetterPending or SslCertificateStatus.FreeInformationPending;
}
