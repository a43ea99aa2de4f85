namespace TencentCert.Core.Bindings;

/// <summary>The outcome for a replaced certificate.</summary>
/// <param name="CertificateId">Id in the GAAP certificate store.</param>
/// <param name="Kept">Why the certificate was kept; null when it was removed.</param>
/// <param name="Failure">GAAP's refusal to remove it, if there was one.</param>
public sealed record ReplacedCertificate(string CertificateId, string? Kept = null, TencentCertException? Failure = null);
