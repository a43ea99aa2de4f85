namespace TencentCert.Emulator.Ssl;

/// <summary>Status numbers of the SSL service.</summary>
public enum SslStatus
{
    /// <summary>Validation or review in progress.</summary>
    Reviewing = 0,

    /// <summary>Issued.</summary>
    Issued = 1,

    /// <summary>Validation or review failed.</summary>
    Failed = 2,

    /// <summary>Expired.</summary>
    Expired = 3,

    /// <summary>The service is adding the DNS record itself.</summary>
    AddingDnsRecord = 4,

    /// <summary>Company certificate whose data are still to be submitted.</summary>
    CompanyDataPending = 5,

    /// <summary>The order is being cancelled.</summary>
    Cancelling = 6,

    /// <summary>The order was cancelled.</summary>
    Cancelled = 7,

    /// <summary>Data submitted, confirmation letter pending.</summary>
    LetterPending = 8,

    /// <summary>Revocation in progress.</summary>
    Revoking = 9,

    /// <summary>Revoked.</summary>
    Revoked = 10,

    /// <summary>A reissue of this certificate is in progress.</summary>
    Reissuing = 11,

    /// <summary>Revocation letter pending.</summary>
    RevocationLetterPending = 12,

    /// <summary>Free certificate whose data are still to be submitted.</summary>
    FreeDataPending = 13,

    /// <summary>Refunded.</summary>
    Refunded = 14,
}
