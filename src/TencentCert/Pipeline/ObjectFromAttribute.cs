using System.Globalization;

namespace TencentCert.Pipeline;

/// <summary>When a parameter receives text or a number instead of an object, names the cmdlet that returns the object.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ObjectFromAttribute(string cmdlet) : ArgumentTransformationAttribute
{
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        // PowerShell's own message only reports a failed conversion.
        var value = Unwrapped.Value(inputData);
        return value is string or int or long
            ? throw new ArgumentTransformationMetadataException(
                Wording.Of($"'{Convert.ToString(value, CultureInfo.InvariantCulture)}' is not an object. Pipe in what {cmdlet} returns."))
            : inputData;
    }
}
