namespace TencentCert.Emulator.Gaap;

/// <summary>A domain of a listener and what it is bound to.</summary>
public sealed class EmulatedGaapDomain
{
    /// <summary>Placeholder for the listener's certificate.</summary>
    public const string Default = "default";

    private long _revision;

    /// <summary>Host name or wildcard.</summary>
    public required string Name { get; init; }

    /// <summary>The listener.</summary>
    public required EmulatedGaapListener Listener { get; init; }

    /// <summary>Certificate in effect; <see cref="Default"/> for the listener's.</summary>
    public string CertificateId
    {
        get;
        set
        {
            field = value;
            _revision = Revisions.Next();
        }
    } = Default;

    /// <summary>CAs of client certificates in effect.</summary>
    public IReadOnlyList<string> ClientCertificateIds { get; set; } = [];

    /// <summary>Whether a change of this domain is in progress.</summary>
    public bool IsChanging => Listener.Change?.Domain == this;

    /// <summary>Certificate served, with <see cref="Default"/> resolved.</summary>
    public string ServedCertificateId => CertificateId == Default ? Listener.CertificateId : CertificateId;

    /// <summary>Basic authentication file, when switched on.</summary>
    public string? BasicAuthConfId { get; set; }

    /// <summary>GAAP's own certificate, when switched on.</summary>
    public string? GaapCertificateId { get; set; }

    /// <summary>CAs of the origin, when switched on.</summary>
    public IReadOnlyList<string> RealServerCertificateIds { get; set; } = [];

    /// <summary>Name expected in the origin's certificate.</summary>
    public string? RealServerCertificateDomain { get; set; }

    /// <summary>Number of its one rule.</summary>
    internal int Number { get; init; }

    /// <summary>When the served certificate was set, in the order of all such changes.</summary>
    internal long Revision => CertificateId == Default ? Math.Max(_revision, Listener.Revision) : _revision;

    internal IEnumerable<string> AllCertificateIds =>
        [CertificateId, .. ClientCertificateIds, .. RealServerCertificateIds, BasicAuthConfId ?? "", GaapCertificateId ?? ""];
}
