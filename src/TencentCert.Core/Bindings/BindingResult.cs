namespace TencentCert.Core.Bindings;

/// <summary>How a change of a plan ended.</summary>
/// <param name="Number">Its place in the plan, from 0.</param>
/// <param name="Binding">The outcome.</param>
/// <param name="Failure">The error to report; null without one, and for a failure that all calls share after it was reported once.</param>
public sealed record BindingResult(int Number, GaapCertificateBinding Binding, Exception? Failure)
{
    /// <summary>Whether it did not end as asked for.</summary>
    public bool IsFailure =>
        Failure is not null || Binding.State is GaapBindingState.Failed or GaapBindingState.Skipped || Binding.Verified == false;
}
