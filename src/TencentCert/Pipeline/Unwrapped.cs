using System.Management.Automation;

namespace TencentCert.Pipeline;

/// <summary>Arguments without PowerShell's wrapper: what a cmdlet wrote comes wrapped, the lines of a file too.</summary>
internal static class Unwrapped
{
    /// <summary>The object itself.</summary>
    /// <param name="value">Argument, wrapped or not.</param>
    public static object? Value(object? value) => value is PSObject wrapped ? wrapped.BaseObject : value;
}
