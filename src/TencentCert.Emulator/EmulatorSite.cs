namespace TencentCert.Emulator;

/// <summary>Tencent Cloud's two sites, which differ in actions and parameters.</summary>
public enum EmulatorSite
{
    /// <summary>All declared actions and parameters.</summary>
    China,

    /// <summary>Without the actions and parameters that exist in China only.</summary>
    International,
}
