namespace TencentCert.Core.Ssl;

/// <summary>Whether a change was made or not needed.</summary>
public enum SslChangeState : long
{
    /// <summary>This call made the change.</summary>
    Changed,

    /// <summary>No change was needed.</summary>
    AlreadyCurrent,
}

/// <summary>The result of completing, submitting, cancelling or revoking an order or certificate.</summary>
public sealed record SslOrderChange
{
    /// <summary>Certificate.</summary>
    public required string CertificateId { get; init; }

    /// <summary>Main domain.</summary>
    public string? Domain { get; init; }

    /// <summary>Whether this call changed something.</summary>
    public required SslChangeState State { get; init; }

    /// <summary>State of the order after the change, if the service returns it yet.</summary>
    public SslCertificateStatus Status { get; init; }

    /// <summary>The service's text for the state.</summary>
    public string? StatusMessage { get; init; }

    /// <summary>Records to publish before the change takes effect, such as for a revocation.</summary>
    public IReadOnlyList<SslValidationRecord> Validation { get; init => field = JoinedList<SslValidationRecord>.Of(value); } =
        JoinedList<SslValidationRecord>.Empty;

    /// <summary>RequestId of the call; null when its response was lost or none was made.</summary>
    public string? RequestId { get; init; }

    /// <summary>True if the response was lost and the change was confirmed afterwards.</summary>
    public bool Recovered { get; init; }

    /// <summary>With the current state. The change is done, so a failed read of the state must not fail the call.</summary>
    internal async Task<SslOrderChange> WithCurrentStateAsync(SslCertificateReader certificates, CancellationToken cancellationToken)
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
