using System.Runtime.Versioning;
using System.Security.AccessControl;
using System.Security.Principal;

namespace TencentCert.Core.Certificates;

/// <summary>Mode 0600 on Windows: an explicit access control list without inheritance.</summary>
[SupportedOSPlatform("windows")]
internal static class WindowsSecretFile
{
    // Broad groups: access granted to them is a default, not an explicit grant.
    private static readonly WellKnownSidType[] BroadGroups =
    [
        WellKnownSidType.WorldSid, WellKnownSidType.AuthenticatedUserSid, WellKnownSidType.BuiltinUsersSid, WellKnownSidType.AnonymousSid,
        WellKnownSidType.BuiltinGuestsSid, WellKnownSidType.InteractiveSid, WellKnownSidType.NetworkSid,
    ];

    /// <summary>Creates a file for its user, SYSTEM and administrators only; access granted explicitly on another file is copied.</summary>
    public static FileStream Create(string path, string? accessSource)
    {
        var security = new FileSecurity();
        security.SetAccessRuleProtection(isProtected: true, preserveInheritance: false);
        foreach (var owner in OwnerSids())
            security.AddAccessRule(new FileSystemAccessRule(owner, FileSystemRights.FullControl, AccessControlType.Allow));

        foreach (var rule in File.Exists(accessSource) ? Rules(accessSource).Where(IsGranted) : [])
            security.AddAccessRule(rule);

        // The minimum buffer of one byte, so that the buffer keeps no copy of a secret.
        return new FileInfo(path)
            .Create(FileMode.CreateNew, FileSystemRights.Write, FileShare.None, bufferSize: 1, FileOptions.None, security);
    }

    /// <summary>Whether other accounts can read a file; explicitly granted access of an account or group counts only on request.</summary>
    public static bool IsOpenToOthers(string path, bool includeGranted)
    {
        var owners = OwnerSids();
        return Rules(path).Any(rule => rule.AccessControlType == AccessControlType.Allow
            && (rule.FileSystemRights & FileSystemRights.ReadData) != 0
            && !owners.Contains(rule.IdentityReference)
            && (includeGranted || !IsGranted(rule)));
    }

    private static SecurityIdentifier[] OwnerSids()
    {
        using var user = WindowsIdentity.GetCurrent();
        return
        [
            user.User!,
            new(WellKnownSidType.LocalSystemSid, domainSid: null),
            new(WellKnownSidType.BuiltinAdministratorsSid, domainSid: null),
        ];
    }

    private static IEnumerable<FileSystemAccessRule> Rules(string path) => new FileInfo(path).GetAccessControl()
        .GetAccessRules(includeExplicit: true, includeInherited: true, typeof(SecurityIdentifier)).Cast<FileSystemAccessRule>();

    private static bool IsGranted(FileSystemAccessRule rule) => !rule.IsInherited
        && !Array.Exists(BroadGroups, group => ((SecurityIdentifier)rule.IdentityReference).IsWellKnown(group));
}
