namespace TencentCert.Core.Bindings;

/// <summary>The outcome of a change.</summary>
/// <param name="Number">Position in the plan, from 0.</param>
/// <param name="Binding">The outcome.</param>
/// <param name="Failure">The error to report; null without one, and for a shared failure that was already reported.</param>
public sealed record BindingResult(int Number, GaapCertificateBinding Binding, Exception? Failure)
{
    /// <summary>Whether the requested change was not made.</summary>
    public bool IsFailure =>
        Failure is not null || Binding.State is GaapBindingState.Failed or GaapBindingState.Skipped || Binding.Verified == false;
}

/// <summary>The outcome for a replaced certificate.</summary>
/// <param name="CertificateId">Id in the GAAP certificate store.</param>
/// <param name="Kept">Why the certificate was kept; null when it was removed.</param>
/// <param name="Failure">GAAP's refusal to remove it, if there was one.</param>
public sealed record ReplacedCertificate(string CertificateId, string? Kept = null, TencentCertException? Failure = null);
