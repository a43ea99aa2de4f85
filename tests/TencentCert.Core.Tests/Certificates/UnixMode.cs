namespace TencentCert.Core.Tests.Certificates;

/// <summary>The mode of a file; null where files have none.</summary>
internal static class UnixMode
{
    public static UnixFileMode? Of(string path) => OperatingSystem.IsWindows() ? null : File.GetUnixFileMode(path);
}
