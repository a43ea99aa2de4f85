namespace TencentCert.Core.Tests.Certificates;

/// <summary>The mode of a file, or null on a system without file modes.</summary>
internal static class UnixMode
{
    public static UnixFileMode? Of(string path) => OperatingSystem.IsWindows() ? null : File.GetUnixFileMode(path);
}
