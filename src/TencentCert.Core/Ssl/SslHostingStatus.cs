namespace TencentCert.Core.Ssl;

/// <summary>
/// Whether the service automatically deploys the renewal of a certificate to its resources (<c>HostingStatus</c>). Unknown numbers are
/// kept.
/// </summary>
public enum SslHostingStatus : long
{
    /// <summary>Not under hosting.</summary>
    None = -1,

    /// <summary>Under hosting.</summary>
    Hosted = 0,

    /// <summary>The resources are being moved to the renewed certificate.</summary>
    Replacing = 5,

    /// <summary>The resources have the renewed certificate.</summary>
    Completed = 10,
}
