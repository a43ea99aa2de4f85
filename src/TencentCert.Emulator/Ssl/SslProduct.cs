namespace TencentCert.Emulator.Ssl;

/// <summary>Origin of a certificate, which determines its rules.</summary>
/// <param name="From">The API's source: <c>upload</c> or the CA.</param>
/// <param name="PackageType">The API's product number; null for an uploaded certificate.</param>
/// <param name="Name">Display name of the product.</param>
public sealed record SslProduct(string From, string? PackageType, string? Name)
{
    /// <summary>Uploaded by the customer.</summary>
    public static readonly SslProduct Uploaded = new("upload", null, null);

    /// <summary>Free for 90 days; RSA-2048 only, reissued once.</summary>
    public static readonly SslProduct Free = new("trustasia", "83", "TrustAsia C1 DV Free");

    /// <summary>A paid certificate for one or more host names.</summary>
    public static readonly SslProduct Paid = new("trustasia", "50", "DNSPod DV multi-domain");

    /// <summary>A paid wildcard certificate.</summary>
    public static readonly SslProduct PaidWildcard = new("trustasia", "49", "DNSPod DV wildcard");
}
