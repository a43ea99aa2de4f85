using System.Collections;

namespace TencentCert.Ssl;

/// <summary>Accepts a deployment in place of its id. Rejects text that is not a number, and names the parameter that accepts it.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class DeploymentIdAttribute(Type cmdlet) : ArgumentTransformationAttribute
{
    private readonly ExpectsAttribute _number = new(Expected.DeployRecordId, cmdlet);

    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) => Unwrapped.Value(inputData) switch
    {
        SslDeployment { DeployRecordId: { } id } => id,
        SslDeployment => throw new ArgumentTransformationMetadataException(
            Wording.Of($"This deployment has no id: nothing was deployed, so there is nothing to repeat or undo.")),
        IList { Count: 1 } list => Transform(engineIntrinsics, list[0]),
        IList { Count: > 1 } => throw new ArgumentTransformationMetadataException(
            Wording.Of($"It takes one deployment. Pipe several in: Get-SslDeployment | Wait-SslDeployment.")),
        _ => _number.Transform(engineIntrinsics, inputData),
    };
}
