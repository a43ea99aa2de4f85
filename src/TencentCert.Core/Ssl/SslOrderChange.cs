using TencentCert.Core.Errors;
using TencentCert.Core.Strings;


namespace TencentCert.Core.Ssl;

/// <summary>Whether a change was made or was there before.</summary>
public enum SslChangeState : long
{
    /// <summary>It was made by this call.</summary>
    Changed,

    /// <summary>Nothing had to be done.</summary>
    AlreadyCurrent,
}

/// <summary>What became of an order or certificate that was completed, submitted, cancelled or revoked.</summary>
public sealed record SslOrderChange
{
    /// <summary>Certificate.</summary>
    public required string CertificateId { get; init; }

    /// <summary>Main domain.</summary>
    public string? Domain { get; init; }

    /// <summary>Whether this call changed something.</summary>
    public required SslChangeState State { get; init; }

    /// <summary>State of the order afterwards, as far as the service shows it yet.</summary>
    public SslCertificateStatus Status { get; init; }

    /// <summary>The service's words for it.</summary>
    public string? StatusMessage { get; init; }

    /// <summary>Records to publish before the change takes effect, such as for a revocation.</summary>
    public IReadOnlyList<SslValidationRecord> Validation { get; init => field = JoinedList<SslValidationRecord>.Of(value); } =
        JoinedList<SslValidationRecord>.Empty;

    /// <summary>RequestId of the call; null when its response was lost or none was made.</summary>
    public string? RequestId { get; init; }

    /// <summary>True when the change was found to have happened after its response was lost.</summary>
    public bool Recovered { get; init; }

    /// <summary>
    /// With the state as it is now. The change is done: a description that cannot be read afterwards must not fail the call.
    /// </summary>
    internal async Task<SslOrderChange> AsOfNowAsync(SslCertificateReader certificates, CancellationToken cancellationToken)
    {
        try
        {
            var now = await certificates.GetAsync(CertificateId, cancellationToken).ConfigureAwait(false);
            return this with { Status = now.Status, StatusMessage = now.StatusMessage, Validation = now.Validation };
        }
        catch (TencentCertException)
        {
            return this;
        }
    }

    internal static SslOrderChange From(SslCertificate now, SslChangeState state, string? requestId = null, bool recovered = false) => new()
    {
        CertificateId = now.CertificateId,
        Domain = now.Domain,
        State = state,
        Status = now.Status,
        StatusMessage = now.StatusMessage,
        Validation = now.Validation,
        RequestId = requestId,
        Recovered = recovered,
    };
}
