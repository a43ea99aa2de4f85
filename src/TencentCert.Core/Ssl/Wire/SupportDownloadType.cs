namespace TencentCert.Core.Ssl.Wire;

/// <summary>SupportDownloadType of the API.</summary>
public sealed class SupportDownloadType
{
    public bool? NGINX { get; init; }
    public bool? APACHE { get; init; }
    public bool? TOMCAT { get; init; }
    public bool? IIS { get; init; }
    public bool? JKS { get; init; }
    public bool? OTHER { get; init; }
    public bool? ROOT { get; init; }
}
