using TencentCert.Core.Wire.Ssl;

namespace TencentCert.Core.Ssl;

/// <summary>Result of the service's and the CA's check of one domain's validation (CheckCertificateDomainVerification).</summary>
public sealed record SslValidationTest
{
    /// <summary>Certificate.</summary>
    public required string CertificateId { get; init; }

    /// <summary>Domain.</summary>
    public string? Domain { get; init; }

    /// <summary>Validation, such as <c>DNS</c> or <c>FILE_PROXY</c>.</summary>
    public string? ValidType { get; init; }

    /// <summary>The service or the CA has found the record, or the certificate is issued.</summary>
    public bool Passed { get; init; }

    /// <summary>The service's own check: 1 for success, a negative number for the reason of failure.</summary>
    public long? LocalCheck { get; init; }

    /// <summary>The CA's check: 2 for success, -1 for pending.</summary>
    public long? CaCheck { get; init; }

    /// <summary>Values found.</summary>
    public IReadOnlyList<string> Found { get; init => field = JoinedList<string>.Of(value); } = JoinedList<string>.Empty;

    /// <summary>Reason of failure; null on success.</summary>
    public string? Reason { get; init; }

    /// <summary>The service skipped this check because of its rate limit.</summary>
    public bool RateLimited { get; init; }

    /// <summary>Whether the certificate is issued.</summary>
    public bool Issued { get; init; }

    internal static SslValidationTest Read(string certificateId, DomainValidationResult wire)
    {
        var issued = wire.Issued == true;
        var passed = issued || wire.LocalCheck == 1 || wire.CaCheck == 2;
        return new SslValidationTest
        {
            CertificateId = certificateId,
            Domain = wire.Domain,
            ValidType = wire.VerifyType,
            Passed = passed,
            LocalCheck = wire.LocalCheck,
            CaCheck = wire.CaCheck,
            Found = wire.CheckValue.NonNull().ToArray(),
            Reason = passed ? null : wire.LocalCheckFailReason.NullIfEmpty() ?? ReasonOf(wire).ToString(),
            RateLimited = wire.Frequently == true,
            Issued = issued,
        };
    }

    private static Wording ReasonOf(DomainValidationResult wire) => wire.LocalCheck switch
    {
        -1 when wire.Frequently == true => $"checked too often; try again later",
        -1 => $"TXT record not found",
        -2 => $"TXT record has another value",
        -3 or -8 => $"name server not found",
        -4 or -9 => $"file not found",
        -5 or -10 => $"file has another content",
        -6 => $"CNAME record not found",
        -7 => $"CNAME record has another value",
        _ => $"not validated yet",
    };
}
