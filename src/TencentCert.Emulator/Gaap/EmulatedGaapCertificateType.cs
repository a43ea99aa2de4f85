namespace TencentCert.Emulator.Gaap;

/// <summary>Type numbers of GAAP's certificate store.</summary>
internal static class EmulatedGaapCertificateType
{
    public const long Any = -1;
    public const long BasicAuthentication = 0;
    public const long ClientAuthority = 1;
    public const long Server = 2;
    public const long RealServerAuthority = 3;
    public const long Proxy = 4;
}
