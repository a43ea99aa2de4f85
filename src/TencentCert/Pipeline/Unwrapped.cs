namespace TencentCert.Pipeline;

/// <summary>Arguments without PowerShell's PSObject wrapper, which cmdlet output and the lines of a file have.</summary>
internal static class Unwrapped
{
    public static object? Value(object? value) => value is PSObject wrapped ? wrapped.BaseObject : value;
}
