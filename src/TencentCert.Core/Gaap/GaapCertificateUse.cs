namespace TencentCert.Core.Gaap;

/// <summary>What a bound certificate does there.</summary>
public enum GaapCertificateRole : long
{
    /// <summary>Shown to clients.</summary>
    Server,

    /// <summary>CA of the clients' certificates.</summary>
    Client,

    /// <summary>CA of the origin servers' certificates.</summary>
    RealServer,

    /// <summary>Shown to the origin servers.</summary>
    Gaap,

    /// <summary>Basic-authentication file.</summary>
    BasicAuth,
}

/// <summary>Roles and the types of certificate that they take.</summary>
internal static class GaapCertificateRoles
{
    /// <summary>The role that certificates of a type have.</summary>
    public static GaapCertificateRole RoleOf(GaapCertificateType type) => type switch
    {
        GaapCertificateType.Client => GaapCertificateRole.Client,
        GaapCertificateType.RealServer => GaapCertificateRole.RealServer,
        GaapCertificateType.Gaap => GaapCertificateRole.Gaap,
        GaapCertificateType.BasicAuth => GaapCertificateRole.BasicAuth,
        _ => GaapCertificateRole.Server,
    };

    /// <summary>The type of certificate that a role takes.</summary>
    public static GaapCertificateType TypeOf(GaapCertificateRole role) => role switch
    {
        GaapCertificateRole.Client => GaapCertificateType.Client,
        GaapCertificateRole.RealServer => GaapCertificateType.RealServer,
        GaapCertificateRole.Gaap => GaapCertificateType.Gaap,
        GaapCertificateRole.BasicAuth => GaapCertificateType.BasicAuth,
        _ => GaapCertificateType.Server,
    };
}

/// <summary>One place where a certificate of GAAP's store is bound.</summary>
public sealed record GaapCertificateUse
{
    /// <summary>Certificate in GAAP's store.</summary>
    public required string CertificateId { get; init; }

    /// <summary>Proxy of the listener; null for a group's.</summary>
    public string? ProxyId { get; init; }

    /// <summary>Group of the listener; null for a proxy's.</summary>
    public string? GroupId { get; init; }

    /// <summary>Listener.</summary>
    public required string ListenerId { get; init; }

    /// <summary>Domain; null for the listener itself.</summary>
    public string? Domain { get; init; }

    /// <summary>What it does there.</summary>
    public GaapCertificateRole Role { get; init; }

    /// <summary>Names alone, so that it reads in every language and an exported file is the same in each.</summary>
    public override string ToString() => Domain is null ? $"{ListenerId} ({Role})" : $"{Domain} ({ListenerId}, {Role})";
}
