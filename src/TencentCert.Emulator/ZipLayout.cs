namespace TencentCert.Emulator;

/// <summary>The two folder structures seen in Tencent's certificate downloads.</summary>
public enum ZipLayout
{
    /// <summary><c>Nginx/1_DOMAIN_bundle.crt</c>, <c>Apache/…</c>, <c>IIS/…</c>.</summary>
    AllFormat,

    /// <summary><c>DOMAIN_nginx/DOMAIN_bundle.crt</c>, <c>DOMAIN_apache/…</c>, <c>DOMAIN_iis/…</c>.</summary>
    PerServer,
}
