using TencentCert.Core.Errors;

namespace TencentCert.Core.Bindings;

/// <summary>What became of a certificate that was replaced.</summary>
/// <param name="CertificateId">Id in GAAP's store.</param>
/// <param name="Kept">Why it is still there; null when it was removed.</param>
/// <param name="Failure">The refusal, when GAAP was asked.</param>
public sealed record ReplacedCertificate(string CertificateId, string? Kept = null, TencentCertException? Failure = null);
