using System.Globalization;
using System.Management.Automation;
using TencentCert.Core.Strings;

namespace TencentCert.Pipeline;

/// <summary>Names the cmdlet that returns the object of a parameter when the parameter is given text or a number.</summary>
/// <param name="cmdlet">Name of the cmdlet that returns such objects.</param>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ObjectFromAttribute(string cmdlet) : ArgumentTransformationAttribute
{
    /// <inheritdoc />
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        // PowerShell would only report that the value cannot be converted.
        var value = Unwrapped.Value(inputData);
        return value is string or int or long
            ? throw new ArgumentTransformationMetadataException(
                Wording.Of($"'{Convert.ToString(value, CultureInfo.InvariantCulture)}' is not an object. Pipe in what {cmdlet} returns."))
            : inputData;
    }
}
