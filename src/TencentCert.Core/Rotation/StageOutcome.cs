namespace TencentCert.Core.Rotation;

/// <summary>Outcome of one stage of a certificate's rotation.</summary>
internal sealed record StageOutcome(IReadOnlyList<RotationBinding> Bindings, IReadOnlyList<Exception> Failures)
{
    public static StageOutcome None { get; } = new([], []);
}
