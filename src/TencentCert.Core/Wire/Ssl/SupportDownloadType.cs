namespace TencentCert.Core.Wire.Ssl;

/// <summary>SupportDownloadType of the API.</summary>
public sealed partial class SupportDownloadType
{
    public bool? NGINX { get; set; }
    public bool? APACHE { get; set; }
    public bool? TOMCAT { get; set; }
    public bool? IIS { get; set; }
    public bool? JKS { get; set; }
    public bool? OTHER { get; set; }
    public bool? ROOT { get; set; }
}
