using TencentCert.Emulator.Authority;

namespace TencentCert.Emulator.Gaap;

/// <summary>An entry of GAAP's own certificate store. Only its alias ever changes.</summary>
public sealed class EmulatedGaapCertificate
{
    /// <summary><c>cert-</c> and eight letters and digits.</summary>
    public required string Id { get; init; }

    /// <summary>0 basic authentication, 1 client CA, 2 server, 3 real-server CA, 4 GAAP's own.</summary>
    public required long Type { get; init; }

    /// <summary>When it was created.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>Name given by the customer.</summary>
    public string Alias { get; internal set; } = "";

    /// <summary>The certificate; null for basic authentication.</summary>
    public CertificateMaterial? Material { get; init; }

    /// <summary>The <c>user:hash</c> lines of basic authentication.</summary>
    public string? BasicAuthentication { get; init; }

    /// <summary>What the store gives back as content.</summary>
    public string Content => Material?.ChainPem ?? BasicAuthentication ?? "";
}

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
