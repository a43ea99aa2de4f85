namespace TencentCert.Core.Rotation;

/// <summary>What came of a part of a certificate's rotation.</summary>
/// <param name="Bindings">Every binding it was about.</param>
/// <param name="Failures">Errors, one for each thing that did not end as it should.</param>
internal sealed record StageOutcome(IReadOnlyList<RotationBinding> Bindings, IReadOnlyList<Exception> Failures)
{
    public static StageOutcome None { get; } = new([], []);
}
