using System.Runtime.Versioning;
using System.Security.AccessControl;
using System.Security.Principal;

namespace TencentCert.Core.Certificates;

/// <summary>What mode 0600 is on Windows: an access list of the file's own that takes nothing from its folder.</summary>
[SupportedOSPlatform("windows")]
internal static class WindowsSecretFile
{
    /// <summary>Makes a file that only its user, SYSTEM and administrators can open, from its first byte on.</summary>
    /// <exception cref="IOException">It exists.</exception>
    public static FileStream Create(string path)
    {
        using var user = WindowsIdentity.GetCurrent();
        var security = new FileSecurity();
        security.SetAccessRuleProtection(isProtected: true, preserveInheritance: false);
        SecurityIdentifier[] owners =
        [
            user.User!,
            new(WellKnownSidType.LocalSystemSid, domainSid: null),
            new(WellKnownSidType.BuiltinAdministratorsSid, domainSid: null),
        ];
        foreach (var owner in owners)
        {
            security.AddAccessRule(new FileSystemAccessRule(owner, FileSystemRights.FullControl, AccessControlType.Allow));
        }

        // One byte is the least it takes, and as good as no buffer: no copy of a secret in it.
        return new FileInfo(path).Create(FileMode.CreateNew, FileSystemRights.Write, FileShare.None, bufferSize: 1, FileOptions.None, security);
    }
}
