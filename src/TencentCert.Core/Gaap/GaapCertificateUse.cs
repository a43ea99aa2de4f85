namespace TencentCert.Core.Gaap;

/// <summary>Role of a bound certificate.</summary>
public enum GaapCertificateRole : long
{
    /// <summary>Served to clients.</summary>
    Server,

    /// <summary>CA of the clients' certificates.</summary>
    Client,

    /// <summary>CA of the origin servers' certificates.</summary>
    RealServer,

    /// <summary>Presented to the origin servers.</summary>
    Gaap,

    /// <summary>Basic-authentication file.</summary>
    BasicAuth,
}

internal static class GaapCertificateRoles
{
    public static GaapCertificateRole RoleOf(GaapCertificateType type) => type switch
    {
        GaapCertificateType.Client => GaapCertificateRole.Client,
        GaapCertificateType.RealServer => GaapCertificateRole.RealServer,
        GaapCertificateType.Gaap => GaapCertificateRole.Gaap,
        GaapCertificateType.BasicAuth => GaapCertificateRole.BasicAuth,
        _ => GaapCertificateRole.Server,
    };

    public static GaapCertificateType TypeOf(GaapCertificateRole role) => role switch
    {
        GaapCertificateRole.Client => GaapCertificateType.Client,
        GaapCertificateRole.RealServer => GaapCertificateType.RealServer,
        GaapCertificateRole.Gaap => GaapCertificateType.Gaap,
        GaapCertificateRole.BasicAuth => GaapCertificateType.BasicAuth,
        _ => GaapCertificateType.Server,
    };
}

/// <summary>A binding of a certificate of the GAAP certificate store.</summary>
public sealed record GaapCertificateUse
{
    /// <summary>Certificate in the GAAP certificate store.</summary>
    public required string CertificateId { get; init; }

    /// <summary>Proxy of the listener; null for a group's.</summary>
    public string? ProxyId { get; init; }

    /// <summary>Group of the listener; null for a proxy's.</summary>
    public string? GroupId { get; init; }

    /// <summary>Listener.</summary>
    public required string ListenerId { get; init; }

    /// <summary>Domain; null for the listener itself.</summary>
    public string? Domain { get; init; }

    /// <summary>Role of the certificate.</summary>
    public GaapCertificateRole Role { get; init; }

    /// <summary>Only names, so that the text and exported files are the same in every language.</summary>
    public override string ToString() => Domain is null ? $"{ListenerId} ({Role})" : $"{Domain} ({ListenerId}, {Role})";
}
